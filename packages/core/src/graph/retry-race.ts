import { isPagefileError } from "../contracts/index.ts";

const attempts = 100;

/** Does work that reads and then appends on what it read, anew whenever somebody else was faster, at most 100 times. */
export async function retryRace<T>(work: () => Promise<T>, lost: (error: unknown) => boolean = isConflict): Promise<T> {
  for (let left = attempts; ; left -= 1) {
    try {
      return await work();
    } catch (error) {
      if (left <= 1 || !lost(error)) throw error;
    }
  }
}

function isConflict(error: unknown): boolean {
  return isPagefileError(error, "VERSION_CONFLICT");
}
