import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { openMemory } from "@pagefile/core";
import { sqlite } from "@pagefile/store-sql";
import { describe, expect, it } from "vitest";
import { isAtLeast } from "../src/sqlite/database/connection.ts";
import { freshFile } from "./support/fresh-file.ts";
import { home, now, recordId, samplePut } from "./support/sample.ts";

const put = samplePut({ number: 1, text: "the boiler was serviced" });
const options = { recordedAt: now };

describe("a SQLite file", () => {
  it("is not touched before the first use", async () => {
    const file = freshFile();
    await using journal = sqlite({ file });
    expect(existsSync(file)).toBe(false);
    await journal.head(home);
    expect(existsSync(file)).toBe(true);
  });

  it("that cannot be opened is an error at the use, and the next use tries again", async () => {
    const file = join(freshFile(), "not-there", "memory.db");
    await using journal = sqlite({ file });
    await expect(journal.append(home, [put], options)).rejects.toMatchObject({ code: "JOURNAL_UNAVAILABLE", retryable: false });
    mkdirSync(dirname(file), { recursive: true });
    await expect(journal.append(home, [put], options)).resolves.toMatchObject({ head: { seq: 1 } });
  });

  it("that is no database, or another program's, is refused and left as it is", async () => {
    const file = freshFile();
    writeFileSync(file, "Dear diary, ".repeat(100));
    await using journal = sqlite({ file });
    await expect(journal.head(home)).rejects.toMatchObject({ code: "JOURNAL_UNAVAILABLE" });
    const other = freshFile();
    const database = new DatabaseSync(other);
    database.exec("CREATE TABLE diary (title TEXT)");
    await using strange = sqlite({ file: other });
    await expect(strange.head(home)).rejects.toMatchObject({ code: "JOURNAL_UNAVAILABLE" });
    expect(database.prepare("SELECT count(*) AS tables FROM sqlite_schema").get()).toEqual({ tables: 1 });
    database.close();
  });

  it("whose newest document was taken away from outside gives its place to the next, and none of its words", async () => {
    const file = freshFile();
    await using journal = sqlite({ file });
    await journal.append(home, [put], options);
    const database = new DatabaseSync(file);
    database.exec("DELETE FROM document");
    database.close();
    await journal.append(home, [samplePut({ number: 2, text: "something else" })], options);
    const query = { arm: "lexical", kinds: ["message"], terms: ["boiler"], limit: 10, radius: 0 } as const;
    expect(await journal.store.search(home, query, {})).toMatchObject({ candidates: [], statistics: { frequencies: [0] } });
  });

  it("whose counts of words are wrong or gone is found out and mended", async () => {
    const file = freshFile();
    await using memory = openMemory({ journal: sqlite({ file }) });
    const space = memory.space(home);
    await space.write({ kind: "message", text: "the boiler was serviced" });
    for (const damage of ["UPDATE statistic SET length = length + 1", "DELETE FROM statistic", "UPDATE statistic SET documents = 7"]) {
      const database = new DatabaseSync(file);
      database.exec(damage);
      database.close();
      expect((await space.verify()).sound, damage).toBe(false);
      expect((await space.repair()).verified.sound, damage).toBe(true);
    }
  });

  it("opened for reading answers reads and refuses writes", async () => {
    const file = freshFile();
    await using writer = sqlite({ file });
    await writer.append(home, [put], options);
    await using reader = sqlite({ file, readOnly: true });
    expect(await reader.get(home, [put.id])).toHaveLength(1);
    await expect(reader.append(home, [put], options)).rejects.toMatchObject({ code: "JOURNAL_UNAVAILABLE" });
    await expect(sqlite({ file: freshFile(), readOnly: true }).head(home)).rejects.toMatchObject({ code: "JOURNAL_UNAVAILABLE" });
  });

  it("that another process writes to is waited for without stopping this one", async () => {
    const file = freshFile();
    await using journal = sqlite({ file });
    await journal.append(home, [put], options);
    const other = new DatabaseSync(file);
    other.exec("BEGIN IMMEDIATE");
    const waiting = journal.append(home, [samplePut({ number: 2, text: "later" })], options);
    await setTimeout(30);
    other.exec("COMMIT");
    await expect(waiting).resolves.toMatchObject({ head: { seq: 2 } });
    other.close();
  });

  it("that another process does not let go of is an error one may retry", async () => {
    const file = freshFile();
    await using journal = sqlite({ file, busyTimeoutMs: 40 });
    await journal.append(home, [put], options);
    const other = new DatabaseSync(file);
    other.exec("BEGIN IMMEDIATE");
    await expect(journal.append(home, [put], options)).rejects.toMatchObject({ code: "JOURNAL_UNAVAILABLE", retryable: true });
    await expect(journal.store.apply(home, [])).rejects.toMatchObject({ code: "STORE_UNAVAILABLE", retryable: true });
    other.close();
    await expect(journal.append(home, [put], options)).resolves.toMatchObject({ head: { seq: 2 } });
  });

  it("that was closed says so", async () => {
    const journal = sqlite({ file: freshFile() });
    await journal.close();
    await journal.close();
    await expect(journal.head(home)).rejects.toMatchObject({ code: "CLOSED" });
  });

  it("is durable at power loss: a log that cannot be corrupted, written through at each commit", async () => {
    const file = freshFile();
    await using journal = sqlite({ file });
    await journal.append(home, [put], options);
    const database = new DatabaseSync(file);
    const sound = isAtLeast(process.versions["sqlite"] ?? "", [3, 51, 3]);
    expect(database.prepare("PRAGMA journal_mode").get()).toEqual({ journal_mode: sound ? "wal" : "delete" });
    database.close();
    // A write-ahead log of an older SQLite can be corrupted; there the rollback journal is used.
    expect(["3.51.3", "3.51.10", "3.52.0", "4.0.0"].every((version) => isAtLeast(version, [3, 51, 3]))).toBe(true);
    expect(["3.51.2", "3.50.9", "2.99.9", ""].some((version) => isAtLeast(version, [3, 51, 3]))).toBe(false);
  });
});

describe("a damaged index", () => {
  it("is seen by scan and mended by applying the record again", async () => {
    const file = freshFile();
    await using journal = sqlite({ file });
    const { applied } = await journal.append(home, [put], options);
    const arms = async (): Promise<readonly string[]> => {
      const found: string[] = [];
      for await (const { arm } of journal.store.scan(home)) found.push(arm);
      return found;
    };
    expect(await arms()).toEqual(["lexical", "time"]);
    const database = new DatabaseSync(file);
    database.exec("DELETE FROM lexical");
    database.close();
    expect(await arms()).toEqual(["time"]);
    const [first] = applied;
    if (first?.record === undefined) throw new TypeError("The append returned no record.");
    await journal.store.apply(home, [{ type: "put", seq: first.seq, record: first.record, document: put.document }]);
    expect(await arms()).toEqual(["lexical", "time"]);
    const query = { arm: "lexical", kinds: ["message"], terms: ["boiler"], limit: 10, radius: 0 } as const;
    const { candidates, statistics } = await journal.store.search(home, query, {});
    expect(candidates.map(({ id }) => id)).toEqual([recordId(1)]);
    expect(statistics).toMatchObject({ documents: 1, frequencies: [1] });
  });
});

describe("words", () => {
  it("of any script are found whole and never changed", async () => {
    await using journal = sqlite({ file: ":memory:" });
    // Chinese, Chinese beyond the first plane, Japanese, Hindi with its vowel signs, Arabic, Greek, and letters that fold.
    const words = ["漢字", "𠮷野家", "ラーメン", "हिन्दी", "مرحبا", "καλημέρα", "straße", "ſtil", "ı", "2026", "x".repeat(64)];
    const puts = words.map((word, number) => samplePut({ number, text: `${word} common` }));
    await journal.append(home, puts, options);
    for (const [number, word] of words.entries()) {
      const query = { arm: "lexical", kinds: ["message"], terms: [word, "common"], limit: 1, radius: 0 } as const;
      const { candidates, statistics } = await journal.store.search(home, query, {});
      expect(candidates).toMatchObject([{ id: recordId(number), terms: [word, "common"] }]);
      expect(statistics).toEqual({ documents: words.length, averageLength: 2, frequencies: [1, words.length] });
    }
    const none = await journal.store.search(
      home,
      { arm: "lexical", kinds: ["message"], terms: ["strasse", "stil", "漢"], limit: 9, radius: 0 },
      {},
    );
    expect(none.candidates).toEqual([]);
  });
});
