import type { Space } from "@pagefile/core/contracts";
import { describeWithService } from "@pagefile/services";
import { postgres, type PostgresJournal, type PostgresQuery } from "@pagefile/store-sql";
import { Pool } from "pg";
import { describe, expect, it } from "vitest";
import { home, now, samplePut } from "../support/sample.ts";
import { breakConnections, connected, freshSchema, ordinaryUser, withUser } from "./support/admin.ts";
import { recording } from "./support/recording.ts";

const put = (number: number): ReturnType<typeof samplePut> => samplePut({ number, text: "here" });
const search = { arm: "time", kinds: ["message"], order: "newest", limit: 9 } as const;

describe("options that contradict each other", () => {
  it("are a TypeError, and nothing else is thrown before the first use", () => {
    expect(() => postgres({})).toThrow(TypeError);
    expect(() => postgres({ url: "postgres://localhost", pool: () => new Pool() })).toThrow(TypeError);
    expect(() => postgres({ url: "postgres://localhost", schema: 'x"; DROP SCHEMA public' })).toThrow(TypeError);
    expect(() => postgres({ url: "postgres://nowhere.invalid/none" })).not.toThrow();
  });
});

describeWithService("postgres", "what goes wrong with a database", ({ url }) => {
  it("says that a server is down, in the journal's words and in the store's, and that it may come back", async () => {
    await using journal = postgres({ url: "postgres://postgres@127.0.0.1:1/postgres" });
    await expect(journal.head(home)).rejects.toMatchObject({ code: "JOURNAL_UNAVAILABLE", retryable: true });
    await expect(journal.append(home, [put(1)], { recordedAt: now })).rejects.toMatchObject({
      code: "JOURNAL_UNAVAILABLE",
      retryable: true,
    });
  });

  it("says that a password or a database is wrong, which no retry mends", async () => {
    await using wrong = postgres({ url: withUser(await ordinaryUser(url), "postgres", "wrong") });
    await expect(wrong.head(home)).rejects.toMatchObject({ code: "JOURNAL_UNAVAILABLE", retryable: false });
    await using none = postgres({ url: Object.assign(new URL(url), { pathname: "/none" }).href });
    await expect(none.head(home)).rejects.toMatchObject({ code: "JOURNAL_UNAVAILABLE", retryable: false });
  });

  it("goes on after its connections were broken", async () => {
    const schema = freshSchema();
    const owner = await ordinaryUser(url);
    await using journal = postgres({ url: owner, schema });
    await journal.append(home, [put(1)], { recordedAt: now });
    const admin = await connected(url);
    expect(await breakConnections(admin, "usename = $1", new URL(owner).username)).toBeGreaterThan(0);
    await expect.poll(() => journal.count(home).catch(() => undefined)).toEqual({ message: 1 });
  });

  it("undoes a write whose connection breaks, and says that it may be tried again", async () => {
    const schema = freshSchema();
    const owner = await ordinaryUser(url);
    await using journal = postgres({ url: owner, schema });
    await journal.append(home, [put(1)], { recordedAt: now });
    const admin = await connected(url);
    await admin.query(`BEGIN; SELECT 1 FROM ${schema}.space FOR UPDATE`);
    const waiting = journal.append(home, [put(2)], { recordedAt: now }).catch((error: unknown) => error);
    const other = await connected(url);
    await expect.poll(() => breakConnections(other, "usename = $1 AND wait_event_type = 'Lock'", new URL(owner).username)).toBe(1);
    expect(await waiting).toMatchObject({ code: "JOURNAL_UNAVAILABLE", retryable: true });
    await admin.query("ROLLBACK");
    expect(await journal.head(home)).toMatchObject({ seq: 1 });
  });

  it("does not wait for another writer for longer than it was told", async () => {
    const schema = freshSchema();
    await using journal = postgres({ url, schema, timeoutMs: 300 });
    await journal.append(home, [put(1)], { recordedAt: now });
    const admin = await connected(url);
    await admin.query(`BEGIN; SELECT 1 FROM ${schema}.space FOR UPDATE`);
    const error = await journal.append(home, [put(2)], { recordedAt: now }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "JOURNAL_UNAVAILABLE", retryable: true });
    expect(await journal.count(home)).toEqual({ message: 1 });
    await admin.query("ROLLBACK");
  });

  it("says of the store that it is away, not of the journal, where the store was asked", async () => {
    const schema = freshSchema();
    await using journal = postgres({ url, schema });
    await journal.append(home, [put(1)], { recordedAt: now });
    const admin = await connected(url);
    await admin.query(`ALTER TABLE ${schema}.document RENAME TO gone`);
    await expect(journal.store.search(home, search, {})).rejects.toMatchObject({ code: "STORE_UNAVAILABLE", retryable: false });
    await expect(journal.append(home, [put(2)], { recordedAt: now })).rejects.toMatchObject({ code: "JOURNAL_UNAVAILABLE" });
    expect(await journal.head(home)).toMatchObject({ seq: 1 });
  });

  it("goes on behind a pooler that loses the statements that were prepared", async () => {
    const queries: PostgresQuery[] = [];
    const pool = new Pool({ connectionString: url, max: 1 });
    const journal = postgres({ pool: recording(pool, queries), schema: freshSchema() });
    await journal.append(home, [put(1)], { recordedAt: now });
    expect(queries.filter(({ name }) => name !== undefined).length).toBeGreaterThan(5);
    await pool.query("DEALLOCATE ALL");
    queries.length = 0;
    await journal.append(home, [put(2)], { recordedAt: now });
    expect(queries.filter(({ text }) => text.startsWith("BEGIN"))).toHaveLength(2);
    queries.length = 0;
    await journal.append(home, [put(3)], { recordedAt: now });
    expect(queries.filter(({ name }) => name !== undefined)).toEqual([]);
    expect(await journal.count(home)).toEqual({ message: 3 });
    await journal.close();
    await pool.end();
  });

  it("runs on a pool that is given, and leaves it open", async () => {
    const pool = new Pool({ connectionString: url, max: 2 });
    const journal = postgres({ pool: () => pool, schema: freshSchema() });
    await journal.append(home, [put(1)], { recordedAt: now });
    await journal.close();
    await expect(journal.head(home)).rejects.toMatchObject({ code: "CLOSED" });
    const { rows } = await pool.query("SELECT current_user AS user, current_setting('pagefile.space', true) AS space");
    expect(rows).toEqual([{ user: "postgres", space: "" }]);
    await pool.end();
  });
});

describeWithService("postgres", "a watch", ({ url }) => {
  it("is told of what another process appends, well before it would look", async () => {
    const schema = freshSchema();
    await using journal = postgres({ url, schema, watchIntervalMs: 600_000 });
    await using other = postgres({ url, schema });
    const watch = await listening(journal, other);
    await other.append(home, [put(2)], { recordedAt: now });
    expect(await watch.next()).toMatchObject({ value: home });
    await watch.return?.();
  });

  it("listens again after its connection was lost, and finds what it missed", async () => {
    const schema = freshSchema();
    const owner = await ordinaryUser(url);
    await using journal = postgres({ url: owner, schema, watchIntervalMs: 600_000 });
    await journal.head(home);
    await using other = postgres({ url, schema });
    const watch = await listening(journal, other);
    const admin = await connected(url);
    expect(await breakConnections(admin, "usename = $1", new URL(owner).username)).toBeGreaterThan(0);
    // Nobody listens now, so no notification of this one arrives.
    await other.append(home, [put(2)], { recordedAt: now });
    expect(await watch.next()).toMatchObject({ value: home });
    await other.append(home, [put(3)], { recordedAt: now });
    expect(await watch.next()).toMatchObject({ value: home });
    await watch.return?.();
  });
});

/** Begins a watch and waits until it listens, which it shows by what it finds when it begins. */
async function listening(journal: PostgresJournal, other: PostgresJournal): Promise<AsyncIterator<Space>> {
  await journal.head(home);
  await other.append(home, [put(1)], { recordedAt: now });
  const watch = journal.watch({})[Symbol.asyncIterator]();
  expect(await watch.next()).toMatchObject({ value: home });
  return watch;
}
