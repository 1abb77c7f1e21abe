import { existsSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { QdrantClient } from "@qdrant/js-client-rest";
import neo4j, { type Driver } from "neo4j-driver";
import pg from "pg";

/** All that a server tells, and where its files are. */
export interface Dump {
  readonly told: unknown;
  /** None where the server runs on another machine or in a container. */
  readonly folders: readonly string[];
}

/** Points with payloads and vectors, and the collection's own description. The facade keeps its files in the temporary folder. */
export async function dumpQdrant({ url, collection }: { readonly url: string; readonly collection: string }): Promise<Dump> {
  const client = new QdrantClient({ url, checkCompatibility: false });
  const told: unknown[] = [await client.getCollection(collection)];
  for (let offset: string | number | undefined; ;) {
    const page = await client.scroll(collection, {
      limit: 500,
      with_payload: true,
      with_vector: true,
      ...(offset !== undefined && { offset }),
    });
    told.push(...page.points);
    if (typeof page.next_page_offset !== "string" && typeof page.next_page_offset !== "number") break;
    offset = page.next_page_offset;
  }
  return { told, folders: facadeFolders() };
}

/** Those of collections that were made since this process began, each in a folder with a number for its name. */
function facadeFolders(): readonly string[] {
  const facades = readdirSync(tmpdir()).filter((name) => name.startsWith("qdrant-facade-"));
  const folders = facades.flatMap((name) => readdirSync(join(tmpdir(), name)).map((number) => join(tmpdir(), name, number)));
  return folders.filter((folder) => statSync(folder).birthtimeMs > performance.timeOrigin);
}

function here(paths: readonly string[]): readonly string[] {
  return paths.filter((path) => existsSync(path));
}

/** Nodes, relations and the names of everything, which Neo4j keeps beside them. */
export async function dumpNeo4j(url: string, space: string): Promise<Dump> {
  return withNeo4j(url, async (driver) => {
    const read = async (query: string): Promise<unknown[]> => {
      const { records } = await driver.executeQuery(query, { space });
      return records.map((record) => record.toObject());
    };
    const told = [
      await read("MATCH (n) WHERE n.space = $space RETURN labels(n), properties(n)"),
      await read("MATCH (n)-[r]->() WHERE n.space = $space RETURN type(r), properties(r)"),
      await read("CALL db.propertyKeys() YIELD propertyKey RETURN propertyKey"),
      await read("CALL db.labels() YIELD label RETURN label"),
    ];
    const settings = await read("SHOW SETTINGS 'server.directories.data', 'server.directories.transaction.logs.root' YIELD value");
    return { told, folders: here(settings.map((row) => (row as { value: string }).value)) };
  });
}

export async function withNeo4j<T>(url: string, work: (driver: Driver) => Promise<T>): Promise<T> {
  const { username, password, host, protocol } = new URL(url);
  const driver = neo4j.driver(`${protocol}//${host}`, neo4j.auth.basic(username, password), { disableLosslessIntegers: true });
  try {
    return await work(driver);
  } finally {
    await driver.close();
  }
}

/** Every row of every table of a schema, and the files of its tables and indexes. */
export async function dumpPostgres({ url, schema }: { readonly url: string; readonly schema: string }): Promise<Dump> {
  return withPostgres(url, async (client) => {
    const read = async (sql: string, values: unknown[] = []): Promise<Record<string, string>[]> =>
      (await client.query<Record<string, string>>(sql, values)).rows;
    // What is in memory only gets to the files with this.
    await read("CHECKPOINT");
    const tables = await read("SELECT tablename FROM pg_tables WHERE schemaname = $1", [schema]);
    const told: unknown[] = [];
    for (const { tablename } of tables) told.push(await read(`SELECT t::text FROM ${schema}.${tablename} t`));
    const [{ data_directory: data = "" } = {}] = await read("SHOW data_directory");
    const relations = await read(
      "SELECT pg_relation_filepath(c.oid) AS path FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relkind IN ('r', 'i')" +
        " UNION ALL SELECT pg_relation_filepath(c.reltoastrelid) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.reltoastrelid <> 0",
      [schema],
    );
    return { told, folders: here(relations.map(({ path = "" }) => join(data, path))) };
  });
}

async function withPostgres<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Rewrites the files of every table of a schema. */
export async function vacuumFull({ url, schema }: { readonly url: string; readonly schema: string }): Promise<void> {
  await withPostgres(url, async (client) => {
    const { rows } = await client.query<{ tablename: string }>("SELECT tablename FROM pg_tables WHERE schemaname = $1", [schema]);
    for (const { tablename } of rows) await client.query(`VACUUM FULL ${schema}.${tablename}`);
  });
}
