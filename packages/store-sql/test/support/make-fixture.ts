/*
 * Writes test/fixtures/version-N.db.gz for the present schema version. Run it once, when a version is released: a fixture
 * is what that version's code wrote and never made again.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { gzipSync } from "node:zlib";
import { sqlite } from "@pagefile/store-sql";
import { migrations } from "../../src/sqlite/database/schema.ts";
import { home, now, recordId, samplePut } from "./sample.ts";

const folder = new URL("../fixtures/", import.meta.url);
const file = new URL(`version-${migrations.length}.db`, folder).pathname;
mkdirSync(folder, { recursive: true });

const journal = sqlite({ file });
const block = (text: string): ReturnType<typeof samplePut> => {
  const named = { kind: "block", collection: "core", key: "human" } as const;
  return samplePut({ number: 1, text, content: { ...named, body: { label: "human", description: "", text, limit: 2000 } } });
};
const passage = samplePut({
  number: 2,
  text: "The boiler was serviced in March.",
  group: "manual.pdf",
  content: { kind: "passage", collection: "manuals", key: "boiler", tags: ["house"], attributes: { page: 3 } },
  origin: { channel: "document", trust: "tool", source: "manual.pdf", parents: [recordId(1)] },
});
const message = samplePut({ number: 3, text: "hello there", group: "first" });
const gone = samplePut({ number: 4, text: "forget this" });

await journal.append(home, [block("")], { recordedAt: now });
await journal.append(home, [block("Ana lives in Porto.")], { recordedAt: now, idempotency: { key: "edit", fingerprint: "1" } });
const { applied } = await journal.append(home, [passage, message, gone], { recordedAt: now });
await journal.append(home, [{ type: "delete", id: gone.id, origin: gone.origin }], { recordedAt: now });
const record = applied[1]?.record;
if (record === undefined) throw new TypeError("The append returned no record.");
const vector = { embedder: "test", values: Float32Array.of(2, 0, 0) };
await journal.store.apply(home, [{ type: "put", seq: record.seq, record, document: message.document, vector }]);
await journal.cursor(home, "other").advance(3, [{ id: passage.id, seq: 3, reason: "too long" }]);
await journal.erase(home, [gone.id], { recordedAt: now });
await journal.close();

// Without the log, so that the fixture is one file.
const database = new DatabaseSync(file);
database.exec("PRAGMA journal_mode = DELETE");
database.close();
writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
rmSync(file);
