import type { Question, Turn } from "./conversations.ts";

/** A returned turn with the score it was returned for, best first. */
export interface ReturnedTurn {
  readonly turn: Turn;
  readonly score: number;
}

/** Shares from 0 to 1; `mrr` is the mean of 1 / rank of the first evidence. */
export interface Measures {
  readonly turnR5: number;
  readonly turnR10: number;
  readonly turnAll10: number;
  readonly mrr: number;
  readonly sessionR5: number;
  readonly sessionAll5: number;
  readonly within500: number;
  readonly within1000: number;
  readonly within2000: number;
}

/** The measures of one question as DATA.md of the task defines them; `sessionOf` says where each evidence turn stands. */
export function measureQuestion(question: Question, returned: readonly ReturnedTurn[], sessionOf: (turnId: string) => string): Measures {
  const evidence = new Set(question.evidence);
  const sessions = new Set(question.evidence.map(sessionOf));
  const found = (turns: readonly Turn[]): number => turns.filter(({ id }) => evidence.has(id)).length / evidence.size;
  const turns = returned.map(({ turn }) => turn);
  const sessionShare =
    rankSessions(returned)
      .slice(0, 5)
      .filter((session) => sessions.has(session)).length / sessions.size;
  const first = turns.findIndex(({ id }) => evidence.has(id));
  const turnR10 = found(turns.slice(0, 10));
  return {
    turnR5: found(turns.slice(0, 5)),
    turnR10,
    turnAll10: turnR10 === 1 ? 1 : 0,
    mrr: first < 0 ? 0 : 1 / (first + 1),
    sessionR5: sessionShare,
    sessionAll5: sessionShare === 1 ? 1 : 0,
    within500: found(packTurns(turns, 500)),
    within1000: found(packTurns(turns, 1000)),
    within2000: found(packTurns(turns, 2000)),
  };
}

/** The mean over questions, rounded to a tenth of a percent; `mrr` likewise. */
export function meanOf(measures: readonly Measures[]): Measures & { readonly questions: number } {
  const mean = (name: keyof Measures): number =>
    Math.round((1000 * measures.reduce((sum, one) => sum + one[name], 0)) / measures.length) / 10;
  return {
    questions: measures.length,
    turnR5: mean("turnR5"),
    turnR10: mean("turnR10"),
    turnAll10: mean("turnAll10"),
    mrr: mean("mrr"),
    sessionR5: mean("sessionR5"),
    sessionAll5: mean("sessionAll5"),
    within500: mean("within500"),
    within1000: mean("within1000"),
    within2000: mean("within2000"),
  };
}

/** A session counts with its three best turns: 1, a half and a quarter of their scores. */
function rankSessions(returned: readonly ReturnedTurn[]): readonly string[] {
  const seen = new Map<string, { turns: number; score: number }>();
  for (const { turn, score } of returned) {
    const { turns, score: before } = seen.get(turn.session) ?? { turns: 0, score: 0 };
    seen.set(turn.session, { turns: turns + 1, score: before + (turns < 3 ? score * 0.5 ** turns : 0) });
  }
  return [...seen].sort(([, a], [, b]) => b.score - a.score).map(([session]) => session);
}

/** Single turns, best first, 4 characters a token; what does not fit is passed over. */
function packTurns(turns: readonly Turn[], tokens: number): readonly Turn[] {
  let left = tokens;
  return turns.filter((turn) => {
    const cost = lineOf(turn).length / 4;
    if (cost > left) return false;
    left -= cost;
    return true;
  });
}

function lineOf({ time, speaker, text, caption }: Turn): string {
  return `[${time.toISOString().slice(0, 10)}] ${speaker}: ${text}${caption === undefined ? "" : ` (image: ${caption})`}`;
}
