import { type DeadLetter, type IndexedChange, isPagefileError, type Seq, type Space, type Store } from "../contracts/index.ts";
import { idOf } from "./changes-of.ts";
import type { Pauses } from "./pauses.ts";

/** How long a store may take for one batch. */
const answerMs = 60_000;

/**
 * Applies changes and returns what the store will never take. A batch that is refused is halved until the record is
 * found that is to blame, so that one bad record does not hold up the rest.
 */
export async function applyChanges(
  target: { store: Store; pauses: Pauses; space: Space },
  changes: readonly IndexedChange[],
): Promise<readonly DeadLetter[]> {
  const { store, pauses, space } = target;
  if (changes.length === 0) return [];
  try {
    await pauses.guard(() => store.apply(space, changes), answerMs);
    return [];
  } catch (error) {
    if (!isPagefileError(error, "STORE_REJECTED") || error.retryable) throw error;
    const [only] = changes;
    if (changes.length === 1 && only !== undefined) return [{ id: idOf(only), seq: only.seq, reason: error.message }];
    const middle = Math.ceil(changes.length / 2);
    return [...(await applyChanges(target, changes.slice(0, middle))), ...(await applyChanges(target, changes.slice(middle)))];
  }
}

/** Applies changes in batches of the size the store takes. */
export async function applyInBatches(
  target: { store: Store; pauses: Pauses; space: Space },
  changes: readonly IndexedChange[],
): Promise<readonly DeadLetter[]> {
  const size = batchSize(target.store);
  const buried: DeadLetter[] = [];
  for (let from = 0; from < changes.length; from += size) buried.push(...(await applyChanges(target, changes.slice(from, from + size))));
  return buried;
}

export function batchSize({ capabilities }: Store): number {
  return capabilities.maxBatch ?? 256;
}

/** Where a run of entries ends. */
export function lastSeq(entries: readonly { readonly seq: Seq }[], from: Seq): Seq {
  return entries.at(-1)?.seq ?? from;
}
