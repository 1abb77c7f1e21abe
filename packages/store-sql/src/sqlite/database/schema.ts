import { PagefileError } from "@pagefile/core/contracts";
import type { Database } from "./database.ts";
import { first } from "./migrations/0001-first.ts";
import { graph } from "./migrations/0002-graph.ts";
import { past } from "./migrations/0003-past.ts";

/** Each brings a database of the version before to its own; the first makes an empty one. A released one never changes. */
export const migrations: readonly string[] = [first, graph, past];

/** Brings the database to the newest version, in one transaction. @throws JOURNAL_NEWER; JOURNAL_UNAVAILABLE for another program's file */
export function migrate(database: Database, steps: readonly string[] = migrations): void {
  if (versionOf(database) === steps.length) return;
  database.transaction("BEGIN IMMEDIATE", () => {
    const version = versionOf(database);
    if (version > steps.length) {
      const has = `The database has version ${version}; this Pagefile knows versions up to ${steps.length}.`;
      throw new PagefileError("JOURNAL_NEWER", `${has} Use a newer @pagefile/store-sql.`);
    }
    if (version === 0) database.execute("CREATE TABLE setting (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID");
    for (const step of steps.slice(version)) database.execute(step);
    database.run("INSERT OR REPLACE INTO setting VALUES ('version', ?)", steps.length);
  });
}

/** 0 for an empty database. */
function versionOf(database: Database): number {
  const { tables = 0, ours = 0 } = database.get<{ tables: number; ours: number }>(countTables) ?? {};
  if (tables === 0) return 0;
  const version = ours === 0 ? undefined : database.get<{ value: number }>("SELECT value FROM setting WHERE name = 'version'")?.value;
  if (version === undefined) throw new PagefileError("JOURNAL_UNAVAILABLE", "The file is a database of another program.");
  return version;
}

const countTables = "SELECT count(*) AS tables, coalesce(sum(name = 'setting'), 0) AS ours FROM sqlite_schema WHERE type = 'table'";
