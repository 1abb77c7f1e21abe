import type { ContextPartView } from "../../protocol/context.ts";

export interface SeenPart {
  readonly part: ContextPartView;
  /** Its place before the model, from 0. */
  readonly at: number;
}

export function sightOrder(parts: readonly ContextPartView[], biggestFirst: boolean): readonly SeenPart[] {
  const seen = parts.map((part, at) => ({ part, at }));
  return biggestFirst ? seen.toSorted((one, next) => next.part.tokens - one.part.tokens || one.at - next.at) : seen;
}
