import { isPagefileError, type MemoryRecord, type RecordId } from "../contracts/index.ts";

const attempts = 100;

/** One try at changing a record: which one, and the append on the version that was read. */
export interface Attempt<T> {
  readonly id: RecordId;
  readonly append: () => Promise<T>;
}

/**
 * Read-modify-write: reads anew and appends until no other change of the same record comes between, at most 100 times.
 * A conflict with another record, which holds the name this one would get, is no race and is thrown at once.
 */
export async function retryOnConflict<T>(attempt: () => Promise<Attempt<T>>): Promise<T> {
  for (let left = attempts; ; left -= 1) {
    const { id, append } = await attempt();
    try {
      return await append();
    } catch (error) {
      if (left <= 1 || !isPagefileError(error, "VERSION_CONFLICT")) throw error;
      const current = error.current as MemoryRecord | undefined;
      if (current !== undefined && current.id !== id) throw error;
    }
  }
}
