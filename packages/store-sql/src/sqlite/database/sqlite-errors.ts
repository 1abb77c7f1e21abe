import { type ErrorCode, PagefileError } from "@pagefile/core/contracts";

const busyCodes = [5, 6]; // SQLITE_BUSY, SQLITE_LOCKED

/** Whether another connection holds what this one needs, so that waiting helps. */
export function isBusy(error: unknown): boolean {
  return busyCodes.includes(primaryCode(error) ?? 0);
}

/** The error SQLite throws when it is busy, for where it only says so. */
export function busyError(): Error {
  return Object.assign(new Error("database is locked"), { errcode: busyCodes[0] });
}

/** Our error for one of SQLite's; whatever is not SQLite's passes as it is. */
export function fromSqlite(error: unknown, code: ErrorCode, file: string): unknown {
  if (!(error instanceof Error) || primaryCode(error) === undefined) return error;
  const busy = isBusy(error);
  const reason = busy ? "another process has held it for too long" : error.message;
  return new PagefileError(code, `The database ${JSON.stringify(file)} does not answer: ${reason}.`, { cause: error, retryable: busy });
}

/** SQLite's result code without its extension, or undefined for an error of another origin. */
function primaryCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number") return undefined;
  return error.errcode & 0xff;
}
