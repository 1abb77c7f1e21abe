import { PagefileError } from "@pagefile/core/contracts";
import type { Database } from "./database.ts";
import { first } from "./migrations/0001-first.ts";

/** Each brings a database of the version before to its own; the first makes an empty one. A released one never changes. */
export const migrations: readonly string[] = [first];

/** Brings the database to the newest version, in one transaction. @throws JOURNAL_NEWER */
export function migrate(database: Database, steps: readonly string[] = migrations): void {
  if (versionOf(database) === steps.length) return;
  database.transaction("BEGIN IMMEDIATE", () => {
    database.execute("CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID");
    const version = versionOf(database);
    if (version > steps.length) {
      const has = `The database has version ${version}; this Pagefile knows versions up to ${steps.length}.`;
      throw new PagefileError("JOURNAL_NEWER", `${has} Use a newer @pagefile/store-sql.`);
    }
    for (const step of steps.slice(version)) database.execute(step);
    database.run("INSERT OR REPLACE INTO setting VALUES ('version', ?)", steps.length);
  });
}

/** 0 for an empty database. */
function versionOf(database: Database): number {
  const table = database.get("SELECT 1 FROM sqlite_schema WHERE name = 'setting'");
  if (table === undefined) return 0;
  return database.get<{ value: number }>("SELECT value FROM setting WHERE name = 'version'")?.value ?? 0;
}
