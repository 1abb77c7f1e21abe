import { isPagefileError, type MemoryRecord, type RecordId } from "../contracts/index.ts";

const attempts = 100;

/** One try at changing records: which ones, and the append on the versions that were read. */
export interface Attempt<T> {
  readonly ids: readonly RecordId[];
  readonly append: () => Promise<T>;
}

/**
 * Read-modify-write: reads anew and appends until no other change of the same records comes between, at most 100 times.
 * A conflict with another record, which holds the name this one would get, is no race and is thrown at once.
 */
export async function retryOnConflict<T>(attempt: () => Promise<Attempt<T>>): Promise<T> {
  for (let left = attempts; ; left -= 1) {
    const { ids, append } = await attempt();
    try {
      return await append();
    } catch (error) {
      if (left <= 1 || !isPagefileError(error, "VERSION_CONFLICT")) throw error;
      const current = error.current as MemoryRecord | undefined;
      if (current !== undefined && !ids.includes(current.id)) throw error;
    }
  }
}
