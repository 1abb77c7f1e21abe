import { readFileSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { gunzipSync } from "node:zlib";
import { hashEntry, parseSpace, type RecordRef } from "@pagefile/core/contracts";
import { sqlite } from "@pagefile/store-sql";
import { describe, expect, it } from "vitest";
import { Database } from "../src/sqlite/database/database.ts";
import { migrate, migrations } from "../src/sqlite/database/schema.ts";
import { everyMoment, liveEventfully } from "./support/eventful.ts";
import { freshFile } from "./support/fresh-file.ts";
import { home, now, recordId, samplePut } from "./support/sample.ts";

/** A database as the released version left it, made by `support/make-fixture.ts`. */
function fixture(version: number): string {
  const file = freshFile();
  writeFileSync(file, gunzipSync(readFileSync(new URL(`fixtures/version-${version}.db.gz`, import.meta.url))));
  return file;
}

/** What a file keeps of the past. */
function pastIn(file: string): readonly [unknown[], unknown[], unknown[]] {
  const database = new DatabaseSync(file);
  const rows = (sql: string): unknown[] => database.prepare(sql).all();
  const milestones = rows("SELECT * FROM milestone ORDER BY seq");
  const found = [rows("SELECT id, since FROM record ORDER BY id"), rows("SELECT * FROM past ORDER BY id, since"), milestones] as const;
  database.close();
  return [...found];
}

describe("a database of an earlier version", () => {
  it.each(migrations.map((_step, at) => at + 1))("%i opens with everything in it", async (version) => {
    await using journal = sqlite({ file: fixture(version) });
    const [block, passage] = await journal.get(home, [recordId(1), { kind: "passage", collection: "manuals", key: "boiler" }]);
    expect(block).toMatchObject({ version: 2, body: { label: "human", text: "Ana lives in Porto." } });
    expect(passage).toMatchObject({ body: { text: "The boiler was serviced in March." }, tags: ["house"], attributes: { page: 3 } });
    expect(await journal.count(home)).toEqual({ block: 1, passage: 1, message: 1 });
    const entries = [];
    for await (const entry of journal.read(home, 0)) entries.push(entry);
    expect(entries.map(({ operation }) => operation)).toEqual(["put", "put", "put", "put", "put", "delete", "erase"]);
    expect(entries.every((entry) => entry.hash === hashEntry(entry))).toBe(true);
    expect(await journal.cursor(home, "other").deadLetters()).toEqual([{ id: recordId(2), seq: 3, reason: "too long" }]);
    const words = { arm: "lexical", kinds: ["passage"], terms: ["boiler"], limit: 9, radius: 0 } as const;
    expect((await journal.store.search(home, words, {})).candidates).toMatchObject([{ id: recordId(2), matched: true }]);
    const vector = { arm: "vector", kinds: ["message"], embedder: "test", vector: Float32Array.of(1, 0, 0), limit: 9 } as const;
    expect(await journal.store.search(home, vector, {})).toEqual([{ id: recordId(3), version: 1, score: 1 }]);
    const texts = async (asOf: number, ref: RecordRef): Promise<unknown> => (await journal.get(home, [ref], { asOf }))[0]?.body;
    const human = { kind: "block", collection: "core", key: "human" } as const;
    expect([await texts(1, human), await texts(2, human)]).toMatchObject([{ text: "" }, { text: "Ana lives in Porto." }]);
    expect((await journal.list(home, { asOf: 5 })).items.map(({ id }) => id)).toEqual([1, 2, 3].map(recordId));
    const { head } = await journal.append(home, [samplePut({ number: 9, text: "goes on" })], { recordedAt: now });
    expect(head.seq).toBe(8);
    const named = samplePut({ number: 10, text: "ana", content: { kind: "entity" } });
    const said = samplePut({ number: 11, text: "ana plays", content: { kind: "fact" } });
    const edge = { subject: named.id, predicate: "plays", evidence: [] };
    await journal.append(home, [named, { ...said, document: { ...said.document, edge } }], { recordedAt: now });
    const around = { arm: "graph", kinds: ["entity", "fact"], seeds: [named.id], hops: 1, limit: 9 } as const;
    expect((await journal.store.search(home, around, {})).facts).toEqual([{ id: said.id, version: 1, hops: 1, ...edge }]);
  });
});

describe("a migration", () => {
  it("knows of the past what would have been kept from the beginning", async () => {
    const file = freshFile();
    const before = sqlite({ file });
    await liveEventfully(before);
    const [moments, kept] = [await everyMoment(before), pastIn(file)];
    await before.close();
    expect(kept[1].length).toBeGreaterThan(5);
    const database = new DatabaseSync(file);
    database.exec("DROP TABLE past; DROP TABLE milestone; DROP INDEX record_kind; ALTER TABLE record DROP COLUMN since");
    database.exec("CREATE INDEX record_kind ON record (space, kind, id, created_at); UPDATE setting SET value = 2 WHERE name = 'version'");
    database.close();
    await using journal = sqlite({ file });
    expect(await everyMoment(journal)).toEqual(moments);
    expect(pastIn(file)).toEqual(kept);
  });

  const older = ["CREATE TABLE note (text TEXT); INSERT INTO note VALUES ('kept')"];
  const newer = [...older, "ALTER TABLE note ADD COLUMN length INTEGER; UPDATE note SET length = length(text)"];
  const open = (file: string): Database => new Database(new DatabaseSync(file), () => {});

  it("brings what an older version wrote to the newest, once", () => {
    const database = open(freshFile());
    migrate(database, older);
    migrate(database, newer);
    migrate(database, newer);
    expect(database.all("SELECT text, length FROM note")).toEqual([{ text: "kept", length: 4 }]);
    database.close();
  });

  it("that fails changes nothing", () => {
    const database = open(freshFile());
    migrate(database, older);
    expect(() => migrate(database, [...newer, "SELECT * FROM nowhere"])).toThrow("nowhere");
    expect(database.all("SELECT * FROM note")).toEqual([{ text: "kept" }]);
    migrate(database, newer);
    expect(database.get("SELECT length FROM note")).toEqual({ length: 4 });
    database.close();
  });

  it("is refused for a database that is newer", async () => {
    const file = freshFile();
    await using journal = sqlite({ file });
    await journal.append(parseSpace("acme/alice"), [samplePut({ number: 1, text: "old" })], { recordedAt: now });
    const database = open(file);
    database.run("UPDATE setting SET value = 99 WHERE name = 'version'");
    database.close();
    await expect(sqlite({ file }).head(home)).rejects.toMatchObject({ code: "JOURNAL_NEWER" });
  });
});
