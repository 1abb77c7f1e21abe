import { PagefileError } from "@pagefile/core/contracts";
import type { Database } from "./database.ts";
import { first } from "./migrations/0001-first.ts";
import { graph } from "./migrations/0002-graph.ts";
import { past } from "./migrations/0003-past.ts";
import { confinedRole, type Names } from "./row-security.ts";

/** pgvector's type where the extension is there, else plain bytes. */
export type VectorType = "vector" | "bytea";

/** Each brings a schema of the version before to its own; the first fills an empty one. A released one never changes. */
export const migrations: readonly ((vectorType: VectorType) => string)[] = [first, graph, past];

/** What is the same for every transaction from now on. */
export interface Schema {
  readonly vectorType: VectorType;
  /** Run at the beginning of a transaction, after BEGIN: sets what the transaction runs as, and where. */
  readonly enter: string;
  /** Transactions from this one on may have ended since. */
  readonly since: string;
}

/** Any number will do; everybody who opens a Pagefile schema in this database waits for it. */
const lock = 7_049_133_018_472;

/**
 * Brings the schema to the newest version, in the transaction that is open, one process at a time.
 * @throws JOURNAL_NEWER; JOURNAL_UNAVAILABLE for a database in another encoding
 */
export async function openSchema(database: Database, names: Names, steps: typeof migrations = migrations): Promise<Schema> {
  const { schema } = names;
  await database.run("SELECT pg_advisory_xact_lock($1)", lock);
  const { encoding } = (await database.get<{ encoding: string }>("SELECT getdatabaseencoding() AS encoding")) ?? {};
  if (encoding !== "UTF8") throw new PagefileError("JOURNAL_UNAVAILABLE", `The database is in ${encoding}; Pagefile needs UTF8.`);
  const version = await versionOf(database, schema);
  if (version > steps.length) {
    const has = `The schema ${schema} has version ${version}; this Pagefile knows versions up to ${steps.length}.`;
    throw new PagefileError("JOURNAL_NEWER", `${has} Use a newer @pagefile/store-sql.`);
  }
  if (version === 0) await createSchema(database, schema);
  const extension = await extensionSchema(database);
  const path = `SET LOCAL search_path TO ${[`"${schema}"`, ...extension].join(", ")}, pg_temp`;
  await database.execute(path);
  if (version === 0) await database.run("INSERT INTO setting VALUES ('vectors', $1)", extension.length > 0 ? "vector" : "bytea");
  const { value: vectorType = "bytea" } =
    (await database.get<{ value: VectorType }>("SELECT value FROM setting WHERE name = $1", "vectors")) ?? {};
  for (const step of steps.slice(version)) await database.execute(step(vectorType));
  if (version < steps.length) {
    await database.run(
      "INSERT INTO setting VALUES ('version', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      `${steps.length}`,
    );
  }
  const role = await confinedRole(database, names, version < steps.length);
  const { since = "0" } = (await database.get<{ since: string }>("SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS since")) ?? {};
  return {
    vectorType,
    since,
    enter: [path, ...(await durability(database)), ...(role === undefined ? [] : [`SET LOCAL ROLE "${role}"`])].join("; "),
  };
}

/** Without it the server would acknowledge what it may yet lose; what is stricter is left as it is. */
async function durability(database: Database): Promise<readonly string[]> {
  const row = await database.get<{ off: boolean }>("SELECT current_setting('synchronous_commit') = 'off' AS off");
  return row?.off === true ? ["SET LOCAL synchronous_commit TO on"] : [];
}

/** 0 for a schema that is not there, or has nothing of ours. */
async function versionOf(database: Database, schema: string): Promise<number> {
  const { there = false } =
    (await database.get<{ there: boolean }>("SELECT to_regclass($1) IS NOT NULL AS there", `"${schema}".setting`)) ?? {};
  if (!there) return 0;
  const row = await database.get<{ value: string }>(`SELECT value FROM "${schema}".setting WHERE name = $1`, "version");
  if (row === undefined) throw new PagefileError("JOURNAL_UNAVAILABLE", `The schema ${schema} belongs to another program.`);
  return Number(row.value);
}

/** Creating what is there already asks for a right that a user of a schema made by somebody else need not have. */
async function createSchema(database: Database, schema: string): Promise<void> {
  const { there = false } =
    (await database.get<{ there: boolean }>("SELECT to_regnamespace($1) IS NOT NULL AS there", `"${schema}"`)) ?? {};
  if (!there) await database.execute(`CREATE SCHEMA "${schema}"`);
  await database.execute(`CREATE TABLE "${schema}".setting (name text PRIMARY KEY, value text NOT NULL)`);
  await createExtension(database);
}

/** Takes pgvector where it can be had; who may not create it goes without. */
async function createExtension(database: Database): Promise<void> {
  try {
    await database.execute("SAVEPOINT extension; CREATE EXTENSION IF NOT EXISTS vector; RELEASE SAVEPOINT extension");
  } catch {
    await database.execute("ROLLBACK TO SAVEPOINT extension");
  }
}

/** Where pgvector is, quoted; nothing where it is not. */
async function extensionSchema(database: Database): Promise<readonly string[]> {
  const sql =
    "SELECT quote_ident(n.nspname) AS name FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'vector'";
  return (await database.all<{ name: string }>(sql)).map(({ name }) => name);
}
