import { parseSpace } from "@pagefile/core/contracts";
import { describeWithService } from "@pagefile/services";
import { postgres, type PostgresQuery } from "@pagefile/store-sql";
import { type Client, Pool } from "pg";
import { expect, it } from "vitest";
import { home, now, recordId, samplePut } from "../support/sample.ts";
import { connected, freshSchema, ordinaryUser } from "./support/admin.ts";
import { recording } from "./support/recording.ts";

const other = parseSpace("acme/bob");
const tables = [
  "entry",
  "record",
  "past",
  "milestone",
  "mark",
  "request",
  "cursor",
  "letter",
  "document",
  "posting",
  "statistic",
  "vector_set",
  "vector_value",
];

/** Something of either space in every table. */
async function fill(url: string, schema: string): Promise<void> {
  await using journal = postgres({ url, schema });
  for (const [space, number] of [
    [home, 1],
    [other, 2],
  ] as const) {
    const put = samplePut({ number, text: "said in confidence", group: "session", content: { tags: ["secret"] } });
    const idempotency = { key: "first", fingerprint: "1" };
    const { applied } = await journal.append(space, [put], { recordedAt: now, idempotency });
    const entity = samplePut({ number: number + 10, text: "ana", content: { kind: "entity" } });
    const fact = samplePut({ number: number + 20, text: "ana plays", content: { kind: "fact" } });
    const edge = { subject: entity.id, predicate: "plays", evidence: [] };
    await journal.append(space, [entity, { ...fact, document: { ...fact.document, edge } }], { recordedAt: now });
    const passing = samplePut({ number: number + 30, text: "come and gone" });
    const comeAndGo = [passing, { type: "delete", id: passing.id, origin: passing.origin } as const];
    await journal.append(space, Array.from({ length: 130 }, () => comeAndGo).flat(), { recordedAt: now });
    const [{ record, seq } = { record: undefined, seq: 0 }] = applied;
    if (record === undefined) throw new Error("nothing was written");
    const vector = { embedder: "test", values: Float32Array.of(1, 0) };
    await journal.store.apply(space, [{ type: "put", seq, record, document: put.document, vector }]);
    await journal.cursor(space, "other").advance(1, [{ id: recordId(number), seq: 1, reason: "too long" }]);
  }
}

/** How many rows a query without any condition finds in a table, and of how many spaces. */
async function seen(client: Client, table: string): Promise<{ rows: number; spaces: number }> {
  const { rows } = await client.query(`SELECT count(*)::int AS rows, count(DISTINCT space)::int AS spaces FROM ${table}`);
  return rows[0] as { rows: number; spaces: number };
}

/** Begins what a transaction of the journal begins, as the role it runs as. */
async function enter(client: Client, { schema, role, space }: { schema: string; role?: string; space?: string }): Promise<void> {
  await client.query(`BEGIN; SET LOCAL search_path TO ${schema}, public`);
  if (role !== undefined) await client.query(`SET LOCAL ROLE ${role}`);
  if (space !== undefined) await client.query("SELECT enter_space($1, false)", [space]);
}

describeWithService("postgres", "row-level security", ({ url }) => {
  it("shows a query that forgot the space its own space only, and without one nothing", async () => {
    const schema = freshSchema();
    await fill(url, schema);
    const client = await connected(url);
    for (const table of [...tables, "edge"]) {
      await enter(client, { schema, role: "pagefile", space: home });
      expect(await seen(client, table), table).toMatchObject({ spaces: 1 });
      await client.query("ROLLBACK");
      await enter(client, { schema, role: "pagefile" });
      expect(await seen(client, table), table).toEqual({ rows: 0, spaces: 0 });
      await client.query("ROLLBACK");
      // The same query where nothing protects.
      await enter(client, { schema });
      expect(await seen(client, table), table).toMatchObject({ spaces: 2 });
      await client.query("ROLLBACK");
    }
  });

  it("lets no statement change another space's rows, or write into it", async () => {
    const schema = freshSchema();
    await fill(url, schema);
    const client = await connected(url);
    await enter(client, { schema, role: "pagefile", space: home });
    expect((await client.query("UPDATE record SET version = 9")).rowCount).toBe(4);
    const { rows } = await client.query("SELECT entered_space() + 1 AS other");
    const insert = client.query("INSERT INTO mark VALUES ($1, 'tag:x', 'y')", [(rows[0] as { other: string }).other]);
    await expect(insert).rejects.toMatchObject({ code: "42501" });
    await client.query("ROLLBACK");
  });

  it("confines the owner of the tables too, who needs no role", async () => {
    const [schema, owner] = [freshSchema(), await ordinaryUser(url)];
    await fill(owner, schema);
    const client = await connected(owner);
    await enter(client, { schema, space: home });
    for (const table of tables) expect(await seen(client, table), table).toMatchObject({ spaces: 1 });
    await client.query("ROLLBACK");
    await client.query(`ALTER TABLE ${schema}.entry NO FORCE ROW LEVEL SECURITY`);
    await enter(client, { schema, space: home });
    expect(await seen(client, "entry")).toMatchObject({ spaces: 2 });
    await client.query("ROLLBACK");
  });

  it("refuses to work without: a user above it who may make no role is told what to do", async () => {
    const above = await ordinaryUser(url, "BYPASSRLS");
    await using journal = postgres({ url: above, schema: freshSchema(), role: freshSchema() });
    const error = await journal.head(home).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "JOURNAL_UNAVAILABLE", retryable: false });
    expect(String(error)).toMatch(/CREATE ROLE \w+ NOLOGIN/);
  });

  it("leaves a search its index: the postings of one space, kind and term are read, and no others", async () => {
    const schema = freshSchema();
    await fill(url, schema);
    const client = await connected(url);
    // Other spaces, and other words of this one.
    await client.query(
      `INSERT INTO ${schema}.posting SELECT n % 50, 'message', 'word' || n % 100, 100 + n, 1, 9 FROM generate_series(1, 20000) n`,
    );
    const queries: PostgresQuery[] = [];
    const pool = new Pool({ connectionString: url });
    await using journal = postgres({ pool: recording(pool, queries), schema });
    const words = { arm: "lexical", kinds: ["message", "fact"], terms: ["said", "confidence"], limit: 9, radius: 0 } as const;
    expect((await journal.store.search(home, words, {})).candidates).toHaveLength(1);
    await enter(client, { schema, role: "pagefile", space: home });
    const searches = queries.filter(({ text }) => text.includes("posting"));
    expect(searches).toHaveLength(2);
    for (const { text, values } of searches) {
      const { rows } = await client.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, values);
      const read = scansOf((rows as { "QUERY PLAN": [{ Plan: Plan }] }[])[0]?.["QUERY PLAN"][0].Plan).filter(
        (scan) => scan.index === "posting_pkey",
      );
      expect(read.length).toBeGreaterThan(0);
      for (const { rows: found, condition } of read) {
        expect(condition).toMatch(/space = .*kind = .*term = /);
        expect(found).toBeLessThanOrEqual(1);
      }
    }
    await client.query("ROLLBACK");
    await pool.end();
  });
});

interface Plan {
  readonly Plans?: readonly Plan[];
  readonly "Index Name"?: string;
  readonly "Index Cond"?: string;
  readonly "Actual Rows": number;
}

/** The scans of a plan, at any depth. */
function scansOf(
  plan: Plan | undefined,
): { readonly index: string | undefined; readonly condition: string | undefined; readonly rows: number }[] {
  if (plan === undefined) return [];
  const own = { index: plan["Index Name"], condition: plan["Index Cond"], rows: plan["Actual Rows"] };
  return [own, ...(plan.Plans ?? []).flatMap(scansOf)];
}
