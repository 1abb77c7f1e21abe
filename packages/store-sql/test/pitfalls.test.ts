import { execFile } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { promisify } from "node:util";
import { fileURLToPath } from "node:url";
import { type IndexedChange, parseSpace, type RecordQuery, type Space } from "@pagefile/core/contracts";
import { sqlite, type SqliteJournal } from "@pagefile/store-sql";
import { describe, expect, it } from "vitest";
import { Connection } from "../src/sqlite/database/connection.ts";
import { freshFile } from "./support/fresh-file.ts";
import { home, now, recordId, samplePut } from "./support/sample.ts";
import { watchStatements } from "./support/watch-statements.ts";

const words = ["boiler", "garden", "porto", "march", "sister", "attic"];
const text = (at: number): string => `${words[at % 6] ?? ""} ${words[(at * 5 + 1) % 6] ?? ""} number ${at}`;
const unit = (at: number): Float32Array => Float32Array.from({ length: 32 }, (_, axis) => Math.sin(at * 32 + axis + 1));

/** Writes messages with vectors, so many at a time. */
async function fill(
  journal: SqliteJournal,
  space: Space,
  { from = 0, count, atOnce = 500 }: { from?: number; count: number; atOnce?: number },
): Promise<void> {
  for (let start = from; start < from + count; start += atOnce) {
    const numbers = Array.from({ length: Math.min(atOnce, from + count - start) }, (_, at) => start + at);
    const puts = numbers.map((number) =>
      samplePut({ number, text: text(number), group: `session ${Math.floor(number / 50)}`, content: { tags: ["t"] } }),
    );
    const { applied } = await journal.append(space, puts, { recordedAt: now });
    const changes = puts.flatMap(({ document }, at): IndexedChange[] => {
      const { record, seq = 0 } = applied[at] ?? {};
      const vector = { embedder: "test", values: unit(start + at) };
      return record === undefined ? [] : [{ type: "put", seq, record, document, vector }];
    });
    await journal.store.apply(space, changes);
  }
}

const queries: readonly RecordQuery[] = [
  { arm: "lexical", kinds: ["message", "passage"], terms: ["boiler", "number"], limit: 20, radius: 2 },
  { arm: "lexical", kinds: ["message"], terms: ["porto"], limit: 20, radius: 0, filter: { tag: "t" } },
  { arm: "vector", kinds: ["message"], embedder: "test", vector: unit(7), limit: 20 },
  { arm: "vector", kinds: ["message"], embedder: "test", vector: unit(7), limit: 20, filter: { tag: "t" } },
  { arm: "time", kinds: ["message"], order: "newest", limit: 20 },
];

async function searchAll(journal: SqliteJournal, space: Space): Promise<void> {
  for (const query of queries) {
    const found = await journal.store.search(space, query, {});
    expect(("candidates" in found ? found.candidates : found).length).toBeGreaterThan(0);
  }
}

/** Everything a memory does often: it writes, changes, reads, lists and searches one space. */
async function work(journal: SqliteJournal): Promise<void> {
  await fill(journal, home, { from: 1_000_000, count: 3 });
  const named = { kind: "passage", collection: "content", key: "k", tags: ["t"] } as const;
  const idempotency = { key: "k", fingerprint: "f" };
  await journal.append(home, [samplePut({ number: 2_000_000, text: "a", content: named })], { recordedAt: now, idempotency });
  await journal.append(home, [samplePut({ number: 2_000_000, text: "b", content: named })], { recordedAt: now });
  await journal.append(home, [{ type: "delete", id: recordId(1_000_000), origin: { channel: "user", trust: "user" } }], {
    recordedAt: now,
  });
  await journal.get(home, [recordId(1_000_001), { kind: "passage", collection: "content", key: "k" }]);
  for (const order of ["ascending", "descending"] as const) {
    await journal.list(home, { kind: "message", order, afterId: recordId(5), limit: 10 });
    await journal.list(home, { kind: "passage", collection: "content", by: "key", keyFrom: "a", order, limit: 10 });
    await journal.list(home, { tag: "t", order, limit: 10 });
  }
  for (const order of ["ascending", "descending"] as const) {
    await journal.list(home, { kind: "message", order, limit: 10, asOf: 60 });
    await journal.list(home, { kind: "passage", collection: "content", by: "key", order, limit: 10, asOf: 104 });
    await journal.entries(home, { order, after: 5, below: 60, limit: 10 });
  }
  await journal.get(home, [recordId(1_000_001), { kind: "passage", collection: "content", key: "k" }], { asOf: 104 });
  await journal.count(home, { asOf: 104 });
  await journal.head(home);
  await journal.cursor(home, "other").get();
  await journal.cursor(home, "other").advance(3);
  for await (const _entry of journal.history(home, recordId(1_000_001))) void _entry;
  for await (const _entry of journal.read(home, 5)) void _entry;
  await searchAll(journal, home);
}

/**
 * The full-text index asked by words or by row, one word's frequency, a list that came as a parameter, one record's entries,
 * and what subqueries gave, which are looked at by themselves.
 */
const narrowScans = [
  /^SCAN (l|lexical) VIRTUAL TABLE INDEX \d+:[M=]/,
  /^SCAN lexical_terms VIRTUAL TABLE INDEX [1-9]/,
  /^SCAN (json_each|stretch|t EXISTS) VIRTUAL TABLE INDEX [1-9]/,
  /^SCAN chain$/,
  /^SCAN \(subquery-\d\)$/,
];

/** A file with a space of 100 messages, and so many of another's. */
async function fileBeside(others: number): Promise<string> {
  const file = freshFile();
  await using journal = sqlite({ file });
  await fill(journal, home, { count: 100 });
  if (others > 0) await fill(journal, parseSpace("acme/bob"), { count: others });
  return file;
}

describe("work for one space (pitfall 34)", () => {
  it("is bound to that space in every statement, by an index and never by a scan of a table", async () => {
    const file = await fileBeside(0);
    await using journal = sqlite({ file });
    await journal.head(home);
    const { statements } = await watchStatements(() => work(journal));
    const database = new DatabaseSync(file);
    const plans = [...statements]
      .filter((sql) => /^(SELECT|UPDATE|DELETE|WITH)/.test(sql))
      .flatMap((sql) =>
        (database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map(({ detail }) => ({ sql, detail })),
      );
    database.close();
    expect(plans.length).toBeGreaterThan(25);
    expect(plans.filter(({ detail }) => detail.startsWith("SCAN") && !narrowScans.some((scan) => scan.test(detail)))).toEqual([]);
    // A search by an index begins with the space, or with a number that only the space's own rows have.
    const bound = / \((space|rowid|name|store|vector_set)=\?/;
    expect(plans.filter(({ detail }) => detail.startsWith("SEARCH") && !bound.test(detail))).toEqual([]);
    // And of its records it walks none that are not asked for.
    expect(plans.filter(({ detail }) => /^SEARCH (r|e|d|record|entry|document) .*\(space=\?\)$/.test(detail))).toEqual([]);
  });

  it("takes as many statements, rows and words beside 5,000 records of others as alone", async () => {
    const amounts: (readonly [rows: number, postings: number])[] = [];
    for (const others of [0, 5000]) {
      const file = await fileBeside(others);
      await using journal = sqlite({ file });
      const { rows, words } = await watchStatements(() => work(journal));
      amounts.push([rows, countPostings(file, words)]);
    }
    const [alone, beside] = amounts;
    expect(Math.min(...(alone ?? [0]))).toBeGreaterThan(100);
    expect(beside).toEqual(alone);
  });

  it("writes as many bytes beside 5,000 records of others as alone, and a bounded number for a record", async () => {
    const bytes: number[] = [];
    for (const others of [0, 5000]) {
      const file = await fileBeside(others);
      await using journal = sqlite({ file });
      await fill(journal, home, { from: 200, count: 64, atOnce: 1 });
      // The log holds every page that was written since the file was opened.
      bytes.push(statSync(`${file}-wal`).size / 64);
    }
    const [alone = 0, beside = 0] = bytes;
    process.stderr.write(`pitfall 34: ${Math.round(alone)} bytes a record written alone, ${Math.round(beside)} beside 5,000 others\n`);
    expect(beside).toBeLessThan(alone * 1.5);
    expect(beside).toBeLessThan(200_000);
  });
});

/** How many places in documents a full-text search for these words goes through. */
function countPostings(file: string, words: ReadonlySet<string>): number {
  const database = new DatabaseSync(file);
  const sql = "SELECT coalesce(sum(cnt), 0) AS places FROM lexical_terms WHERE term IN (SELECT value FROM json_each(?))";
  const { places } = database.prepare(sql).get(JSON.stringify([...words])) as { places: number };
  database.close();
  return places;
}

describe("every connection (pitfall 17)", () => {
  it("writes each commit through to the disk and leaves nothing of what it deletes", async () => {
    const connection = new Connection({ file: freshFile() }, () => {});
    const settings = ["synchronous", "secure_delete", "journal_mode"];
    const values = await connection.run((database) => settings.map((name) => database.get<Record<string, unknown>>(`PRAGMA ${name}`)));
    // 2 is FULL: what is acknowledged has reached the disk.
    expect(values).toEqual([{ synchronous: 2 }, { secure_delete: 1 }, { journal_mode: "wal" }]);
    await connection.close();
  });
});

describe("the database driver (pitfall 35)", () => {
  it("is Node's own: the package brings no native module", () => {
    const { dependencies } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { dependencies: object };
    expect(Object.keys(dependencies)).toEqual(["@pagefile/core", "libpg-query", "pg"]);
  });

  it("survives garbage collection with statements, rows and journals left half-way", { timeout: 60_000 }, async () => {
    const program = fileURLToPath(new URL("support/collector.ts", import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, ["--expose-gc", program, freshFile()]);
    expect(stdout).toBe("30 entries\n");
  });
});
