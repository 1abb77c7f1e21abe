import { isPagefileError, PagefileError } from "@pagefile/core/contracts";
import { Neo4jError } from "neo4j-driver";

/** What a failed call means for Pagefile, by Neo4j's `code`: its newer status codes are too vague on 5.26. */
export function storeError(error: unknown, host: string): PagefileError {
  if (isPagefileError(error)) return error;
  const said = error instanceof Error ? error.message : String(error);
  const code = error instanceof Neo4jError ? error.code : "";
  const unavailable = (message: string, retryable: boolean): PagefileError =>
    new PagefileError("STORE_UNAVAILABLE", message, { cause: error, retryable });
  if (code === "ServiceUnavailable") return unavailable(`No Neo4j answers at ${host}: ${said}`, true);
  if (code.endsWith("Security.AuthenticationRateLimit")) {
    return unavailable(`Neo4j at ${host} refuses logins for some seconds, after several wrong passwords.`, true);
  }
  if (code.endsWith("Security.CredentialsExpired")) {
    return unavailable(`Neo4j at ${host} wants the first password changed: ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO '…'.`, false);
  }
  if (/^Neo\.ClientError\.(Security|Database)\./.test(code)) {
    return unavailable(`Neo4j at ${host} refuses the login. Check "user", "password" and "database" of neo4j({ … }): ${said}`, false);
  }
  if (refusals.test(code)) return new PagefileError("STORE_REJECTED", `Neo4j at ${host} refused: ${said}`, { cause: error });
  return unavailable(`Neo4j at ${host} failed: ${said}`, true);
}

/** Errors of what was sent. All others, of locks, memory, indexes or the server itself, may pass. */
const refusals = /^Neo\.ClientError\.(Statement|Procedure|General)\./;

/** Lets it be that another process made the same index or constraint at the same moment, from which `IF NOT EXISTS` does not keep. */
export function passIfThere(error: unknown): void {
  const failure = isPagefileError(error) ? error.cause : error;
  if (!(failure instanceof Neo4jError) || !failure.code.endsWith("Schema.EquivalentSchemaRuleAlreadyExists")) throw error;
}
