import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Agent, createAgent, openMemory } from "@pagefile/core";
import { sqlite } from "@pagefile/store-sql";
import { scriptedModel } from "@pagefile/testing";
import { sentences } from "./corpus.ts";
import { median, rounded, timed } from "./timing.ts";

const rounds = 60;
const warmUpRounds = 20;

/**
 * What a turn costs beside the model at several lengths of the conversation: without search, with it, and in bytes written.
 * The conversations are made first and then take turns in rounds, one turn each, so that what else the machine does, and
 * how far the code is compiled, is the same for all of them.
 */
export async function turnOverhead(
  folder: string,
  histories: readonly number[],
  progress: (text: string) => void,
): Promise<readonly TurnFigures[]> {
  await using open = new AsyncDisposableStack();
  const conversations: Conversation[] = [];
  for (const history of histories) {
    const memory = open.use(openMemory({ journal: sqlite({ file: join(folder, `turn-${history}.db`) }) }));
    const model = scriptedModel(() => "Noted.", { contextWindow: 8192 });
    const options = { memory, model, windowTokens: 8192 };
    // Each in a space of its own: two agents in one would make each other read the queue anew before every turn.
    const quiet = createAgent({ ...options, space: "bench/quiet", recall: "off" });
    const recalling = createAgent({ ...options, space: "bench/recalling" });
    for (const agent of [quiet, recalling]) await converse(agent, history, progress);
    conversations.push({ history, quiet, recalling, without: [], with: [], written: 0 });
  }
  progress("taking turns");
  const texts = sentences((warmUpRounds + rounds) * 2, 5);
  for (let round = 0; round < warmUpRounds + rounds; round += 1) {
    const counts = round >= warmUpRounds;
    for (const conversation of conversations) await takeRound(conversation, texts.slice(round * 2, round * 2 + 2), counts);
  }
  return conversations.map((conversation) => figuresOf(conversation, conversations[0] ?? conversation));
}

interface Conversation {
  readonly history: number;
  readonly quiet: Agent;
  readonly recalling: Agent;
  /** Milliseconds of each turn that counts, without recall and with it. */
  readonly without: number[];
  readonly with: number[];
  written: number;
}

async function takeRound(conversation: Conversation, [first = "", second = ""]: readonly string[], counts: boolean): Promise<void> {
  const before = bytesWritten();
  const without = await timed(() => takeTurn(conversation.quiet, first));
  const written = bytesWritten() - before;
  const recalled = await timed(() => takeTurn(conversation.recalling, second));
  if (!counts) return;
  conversation.without.push(without);
  conversation.with.push(recalled);
  conversation.written += written;
}

function figuresOf({ history, without, with: recalled, written }: Conversation, shortest: Conversation): TurnFigures {
  const unit = median(shortest.without);
  return {
    messages: history,
    withoutSearchMs: rounded(median(without)),
    overShortest: rounded(median(without) / unit),
    searchOverShortest: rounded((median(recalled) - median(without)) / unit),
    bytesWrittenPerTurn: Math.round(written / rounds),
  };
}

export interface TurnFigures {
  readonly messages: number;
  /** Median wall time of a whole turn with an instant model and recall off. */
  readonly withoutSearchMs: number;
  /** As a ratio to the same in the shortest conversation. */
  readonly overShortest: number;
  /** What automatic recall adds to it, in the same unit. */
  readonly searchOverShortest: number;
  /** As the system counts bytes handed to write calls; 0 where it does not. */
  readonly bytesWrittenPerTurn: number;
}

async function takeTurn(agent: Agent, text: string): Promise<void> {
  for await (const event of agent.send(text)) {
    if (event.type === "turn-finish" && event.reason !== "answered")
      throw new Error(`A turn ended with ${event.reason}: ${event.explanation ?? ""}`);
  }
}

async function converse(agent: Agent, count: number, progress: (text: string) => void): Promise<void> {
  const texts = sentences(count, 3);
  for (let at = 0; at < count; at += 50) {
    const some = texts
      .slice(at, at + 50)
      .map((text, place) => ({ text, role: place % 2 === 0 ? ("user" as const) : ("assistant" as const) }));
    for await (const event of agent.observe(some)) void event;
    if (at % 10_000 === 0) progress(`talking: ${at} of ${count} messages`);
  }
}

function bytesWritten(): number {
  try {
    return Number(/^wchar: (\d+)$/m.exec(readFileSync("/proc/self/io", "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
