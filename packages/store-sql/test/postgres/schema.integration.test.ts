import { describeWithService } from "@pagefile/services";
import { postgres, type PostgresQuery } from "@pagefile/store-sql";
import { Pool } from "pg";
import { expect, it } from "vitest";
import { everyMoment, liveEventfully } from "../support/eventful.ts";
import { home, now, samplePut } from "../support/sample.ts";
import { connected, freshSchema, ordinaryUser } from "./support/admin.ts";
import { recording } from "./support/recording.ts";
import { migrations } from "../../src/postgres/database/schema.ts";

describeWithService("postgres", "the schema", ({ url }) => {
  it("is made once when many open an empty database at the same moment", async () => {
    const schema = freshSchema();
    const journals = Array.from({ length: 8 }, () => postgres({ url, schema, connections: 2 }));
    await Promise.all(journals.map((journal, at) => journal.append(home, [samplePut({ number: at, text: "here" })], { recordedAt: now })));
    const [first] = journals;
    expect(await first?.head(home)).toMatchObject({ seq: 8 });
    await Promise.all(journals.map((journal) => journal.close()));
    const client = await connected(url);
    const { rows } = await client.query(`SELECT value FROM ${schema}.setting WHERE name = 'version'`);
    expect(rows).toEqual([{ value: String(migrations.length) }]);
  });

  it("is written to durably, also by a user whose commits do not wait for the disk", async () => {
    const schema = freshSchema();
    const owner = await ordinaryUser(url);
    const client = await connected(url);
    await client.query(`ALTER USER ${new URL(owner).username} SET synchronous_commit = off`);
    const pool = new Pool({ connectionString: owner });
    const queries: PostgresQuery[] = [];
    const journal = postgres({ pool: recording(pool, queries), schema });
    await journal.append(home, [samplePut({ number: 1, text: "here" })], { recordedAt: now });
    const writes = queries.filter(({ text }) => text.includes("READ COMMITTED"));
    expect(writes).toHaveLength(1);
    expect(writes[0]?.text).toContain("SET LOCAL synchronous_commit TO on");
    await journal.close();
    await pool.end();
  });

  it("is refused when a newer Pagefile wrote it", async () => {
    const schema = freshSchema();
    await using before = postgres({ url, schema });
    await before.head(home);
    const client = await connected(url);
    await client.query(`UPDATE ${schema}.setting SET value = '99' WHERE name = 'version'`);
    await using journal = postgres({ url, schema });
    await expect(journal.head(home)).rejects.toMatchObject({ code: "JOURNAL_NEWER", retryable: false });
  });

  it.each([
    ["a superuser", async () => url],
    ["an ordinary owner", async () => ordinaryUser(url)],
  ])("is brought by %s from an older version to the newest, with everything in it", async (_who, connect) => {
    const [schema, owner] = [freshSchema(), await connect()];
    const old = postgres({ url: owner, schema });
    await liveEventfully(old);
    const [moments, count] = [await everyMoment(old), await old.count(home)];
    await old.close();
    const client = await connected(url);
    await client.query(`SET search_path TO ${schema}`);
    const pastRows = async (): Promise<unknown> => {
      const kept = await client.query("SELECT id, since, until, kind, collection, key, created_at FROM past ORDER BY id, since");
      return [kept.rows, (await client.query("SELECT seq, id FROM milestone ORDER BY seq")).rows];
    };
    const kept = await pastRows();
    await client.query(`DROP TABLE edge, past, milestone; DROP INDEX record_kind; ALTER TABLE record DROP COLUMN since;
      CREATE INDEX record_kind ON record (space, kind, id, created_at); UPDATE setting SET value = '1' WHERE name = 'version'`);
    await using journal = postgres({ url: owner, schema });
    expect(await journal.count(home)).toEqual(count);
    expect(await everyMoment(journal)).toEqual(moments);
    expect(await pastRows()).toEqual(kept);
    const { rows } = await client.query("SELECT to_regclass('edge') IS NOT NULL AS there");
    expect(rows).toEqual([{ there: true }]);
  });

  it("is left alone when it belongs to another program", async () => {
    const schema = freshSchema();
    const client = await connected(url);
    await client.query(`CREATE SCHEMA ${schema}; CREATE TABLE ${schema}.setting (name text, value text)`);
    await using journal = postgres({ url, schema });
    await expect(journal.head(home)).rejects.toMatchObject({ code: "JOURNAL_UNAVAILABLE", retryable: false });
  });

  it("keeps two schemas of one database apart, and serves a user without any right to make one", async () => {
    const [one, two] = [freshSchema(), freshSchema()];
    const owner = await ordinaryUser(url);
    await using made = postgres({ url: owner, schema: one });
    await made.append(home, [samplePut({ number: 1, text: "here" })], { recordedAt: now });
    const client = await connected(url);
    await client.query(`REVOKE CREATE ON DATABASE ${new URL(url).pathname.slice(1)} FROM ${new URL(owner).username}`);
    await using journal = postgres({ url: owner, schema: one });
    expect(await journal.count(home)).toEqual({ message: 1 });
    await using elsewhere = postgres({ url: owner, schema: two });
    await expect(elsewhere.head(home)).rejects.toMatchObject({ code: "JOURNAL_UNAVAILABLE", retryable: false });
    await using empty = postgres({ url, schema: two });
    expect(await empty.count(home)).toEqual({});
  });
});
