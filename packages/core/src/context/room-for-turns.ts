import type { MessageUnit } from "./message-unit.ts";
import { messageBody } from "./message-body.ts";

/** The last turns whose mean is taken. */
const lastTurns = 5;

/** How many turns like the last ones still fit; undefined without any. `measure` turns estimated tokens into counted ones. */
export function roomForTurns(units: readonly MessageUnit[], free: number, measure: (tokens: number) => number): number | undefined {
  const turns: number[] = [];
  for (const { records, tokens } of units) {
    const [first] = records;
    if (first !== undefined && messageBody(first).role === "user") turns.push(tokens);
    else if (turns.length > 0) turns.push((turns.pop() ?? 0) + tokens);
  }
  const last = turns.slice(-lastTurns);
  if (last.length === 0) return undefined;
  const all = units.reduce((sum, { tokens }) => sum + tokens, 0);
  const scale = measure(all) / Math.max(1, all);
  const mean = (last.reduce((sum, tokens) => sum + tokens, 0) / last.length) * scale;
  return Math.max(0, Math.floor(free / Math.max(1, mean)));
}
