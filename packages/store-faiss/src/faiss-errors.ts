import { isPagefileError, PagefileError } from "@pagefile/core/contracts";

/** A full disk, a missing right, a folder that is gone: the next try opens the files anew. */
export function toPagefileError(error: unknown, store: string): unknown {
  if (isPagefileError(error) || !(error instanceof Error) || !("syscall" in error)) return error;
  return new PagefileError("STORE_UNAVAILABLE", `${store} cannot use its files: ${error.message}.`, { cause: error, retryable: true });
}
