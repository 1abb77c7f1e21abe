import type { SharedTurn } from "@pagefile/core";

const known = new WeakMap<SharedTurn, Promise<string | undefined>>();

/**
 * What a turn is called on the wire, in its stream and in stored messages alike: the id of the message that began it, known once
 * that message is in memory. Undefined for a turn that failed before.
 */
export function turnId(turn: SharedTurn): Promise<string | undefined> {
  const there = known.get(turn);
  if (there !== undefined) return there;
  const id = readId(turn);
  known.set(turn, id);
  return id;
}

async function readId(turn: SharedTurn): Promise<string | undefined> {
  try {
    for await (const event of turn.events()) if (event.type === "turn-start") return event.turn;
  } catch {
    // Whoever reads the turn is told why.
  }
  return undefined;
}
