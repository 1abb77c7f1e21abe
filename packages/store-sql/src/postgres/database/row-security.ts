import { PagefileError } from "@pagefile/core/contracts";
import type { Database } from "./database.ts";
import { sqlState } from "./postgres-errors.ts";

/*
 * The second line behind the space predicate of every statement: a transaction sees the rows of the space it entered, and
 * without one it sees none. The owner of the tables is under the policies too (FORCE); a superuser is above all policies,
 * so such a user's transactions run as a role that is not.
 */

/** Confines a table with a column `space` to the space that was entered. For migrations. */
export function confine(table: string): string {
  return `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE ${table} FORCE ROW LEVEL SECURITY;
CREATE POLICY entered ON ${table} USING (space = (SELECT entered_space()));`;
}

export interface Names {
  readonly schema: string;
  readonly role: string;
}

/** The role that transactions must run as; undefined where the user who connected is under the policies already. */
export async function confinedRole(database: Database, { schema, role }: Names, migrated: boolean): Promise<string | undefined> {
  const me = await database.get<{ above: boolean; found: boolean | null }>(
    `SELECT rolsuper OR rolbypassrls AS above, (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = $1) AS found
    FROM pg_roles WHERE rolname = current_user`,
    role,
  );
  if (me?.above !== true) return undefined;
  if (me.found === true)
    throw new PagefileError("JOURNAL_UNAVAILABLE", `The role ${role} is itself above row-level security: name another.`);
  if (me.found === null) await makeRole(database, role);
  const may = await database.get<{ enter: boolean }>("SELECT has_schema_privilege($1, $2, 'USAGE') AS enter", role, schema);
  if (migrated || may?.enter !== true) {
    await database.execute(`GRANT USAGE ON SCHEMA "${schema}" TO "${role}";
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "${schema}" TO "${role}"`);
  }
  return role;
}

/** Roles belong to the whole server, where another database may be making the same one now. */
async function makeRole(database: Database, role: string): Promise<void> {
  try {
    await database.execute(`SAVEPOINT role; CREATE ROLE "${role}" NOLOGIN; GRANT "${role}" TO CURRENT_USER; RELEASE SAVEPOINT role`);
  } catch (error) {
    await database.execute("ROLLBACK TO SAVEPOINT role");
    const state = error instanceof Error ? sqlState(error.cause) : undefined;
    if (state === "42710" || state === "23505") return; // It is there now.
    const advice = `connect as an ordinary user, or let ${role} be made once: CREATE ROLE ${role} NOLOGIN`;
    throw new PagefileError("JOURNAL_UNAVAILABLE", `The user is above row-level security and may not make a role: ${advice}.`, {
      cause: error,
    });
  }
}
