import type { Conversation } from "./conversations.ts";
import type { Replayed } from "./replay.ts";

/** How well confidence tells what memory holds from what it does not. */
export interface Abstention {
  readonly own: number;
  readonly foreign: number;
  /** The chance that an answerable question gets more confidence than a foreign one. */
  readonly auc: number;
  /** The confidence that 95 % of the answerable questions reach, and the share of foreign ones below it. */
  readonly threshold: number;
  readonly rejected: number;
}

/** Asks each conversation its own questions and, with its own names put in, those of the next one. */
export async function measureAbstention(replayed: readonly Replayed[]): Promise<Abstention> {
  const own: number[] = [];
  const foreign: number[] = [];
  for (const [at, one] of replayed.entries()) {
    const other = replayed[(at + 1) % replayed.length]?.conversation ?? one.conversation;
    for (const question of answerable(one.conversation)) own.push(await confidence(one, question));
    for (const question of answerable(other)) foreign.push(await confidence(one, rename(question, other, one.conversation)));
  }
  own.sort((a, b) => a - b);
  const wins = foreign.reduce(
    (sum, value) => sum + own.filter((mine) => mine > value).length + own.filter((mine) => mine === value).length / 2,
    0,
  );
  const threshold = own[Math.floor(own.length * 0.05)] ?? 0;
  return {
    own: own.length,
    foreign: foreign.length,
    auc: Math.round((1000 * wins) / (own.length * foreign.length)) / 1000,
    threshold: Math.round(1000 * threshold) / 1000,
    rejected: Math.round((1000 * foreign.filter((value) => value < threshold).length) / foreign.length) / 1000,
  };
}

async function confidence({ space }: Replayed, question: string): Promise<number> {
  return (await space.read(question, { limit: 1, kinds: ["message"], arms: ["lexical"] })).confidence;
}

/** Category 5 asks for what was never said. */
function answerable({ questions }: Conversation): readonly string[] {
  return questions.filter(({ category }) => category !== 5).map(({ text }) => text);
}

function rename(question: string, from: Conversation, to: Conversation): string {
  const names = speakersOf(to);
  return speakersOf(from).reduce((text, name, at) => text.replaceAll(name, names[at] ?? name), question);
}

function speakersOf({ turns }: Conversation): readonly string[] {
  return [...new Set(turns.map(({ speaker }) => speaker))];
}
