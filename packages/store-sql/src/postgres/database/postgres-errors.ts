import { type ErrorCode, isPagefileError, PagefileError } from "@pagefile/core/contracts";

/** Another transaction was in the way and this one is undone: running it again is safe, and helps. */
const inTheWay = ["40001", "40P01"]; // serialization_failure, deadlock_detected

/**
 * States, by their beginnings, that pass without anybody changing anything: connections lost or refused, too many of them,
 * a lock not had in time, a statement over its time, a server that stops or starts, one that has become a replica.
 */
const passing = ["08", "25006", "40", "53", "55P03", "57"];

/** What the server refuses of the data itself, however often it is sent. */
const refused = ["21", "22", "23", "54"];

/** Our error for what `pg` rejected with; ours pass as they are. `code` is that of a database that cannot be used. */
export function fromPostgres(error: unknown, code: ErrorCode): PagefileError {
  if (isPagefileError(error)) return error;
  const message = error instanceof Error ? error.message || String(codeOf(error)) : String(error);
  const state = sqlState(error);
  if (state === undefined) return new PagefileError(code, `Postgres does not answer: ${message}.`, { cause: error, retryable: true });
  const said = `Postgres says ${state}: ${message}.`;
  if (begins(state, passing)) return new PagefileError(code, said, { cause: error, retryable: true });
  const rejected = code === "STORE_UNAVAILABLE" && begins(state, refused);
  return new PagefileError(rejected ? "STORE_REJECTED" : code, said, { cause: error });
}

/** Whether the transaction that ended with this error may be run again. */
export function isInTheWay(error: unknown): boolean {
  return isPagefileError(error) && inTheWay.includes(sqlState(error.cause) ?? "");
}

/**
 * Whether a prepared statement is not there, or there though it was not prepared: so it is behind a pooler that gives each
 * transaction another connection and knows nothing of prepared statements.
 */
export function forgetsStatements(error: unknown): boolean {
  return isPagefileError(error) && ["26000", "42P05"].includes(sqlState(error.cause) ?? "");
}

/** The five characters of the server's answer; undefined where there was none. */
export function sqlState(error: unknown): string | undefined {
  const code = codeOf(error);
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) && error instanceof Error && "severity" in error ? code : undefined;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

function begins(state: string, beginnings: readonly string[]): boolean {
  return beginnings.some((beginning) => state.startsWith(beginning));
}
