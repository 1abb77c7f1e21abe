import { describeWithService, type ReadyService } from "@pagefile/services";
import { postgres } from "@pagefile/store-sql";
import type { Client } from "pg";
import { expect, it } from "vitest";
import { home, now, recordId, samplePut } from "../support/sample.ts";
import { connected, freshSchema } from "./support/admin.ts";

/** The tables of a schema in which a text is found anywhere, as somebody above row-level security sees them. */
async function tablesWith(client: Client, schema: string, text: string): Promise<string[]> {
  const { rows } = await client.query("SELECT tablename FROM pg_tables WHERE schemaname = $1 ORDER BY 1", [schema]);
  const found: string[] = [];
  for (const { tablename } of rows as { tablename: string }[]) {
    const holds = await client.query(`SELECT 1 FROM ${schema}.${tablename} t WHERE t::text ILIKE $1 LIMIT 1`, [`%${text}%`]);
    if (holds.rowCount === 1) found.push(tablename);
  }
  return found;
}

function suite({ url }: ReadyService): void {
  it("leaves nothing of a record that SQL can see, and says that files are not in its hands", async () => {
    const schema = freshSchema();
    await using journal = postgres({ url, schema });
    const content = { kind: "fact", tags: ["canary"], attributes: { canary: "canary" }, collection: "canary", key: "canary" } as const;
    const put = samplePut({ number: 1, text: "canary sings", group: "canary", content, origin: { principal: "canary" } });
    const edge = { subject: recordId(2), predicate: "canary", evidence: [] };
    const idempotency = { key: "once", fingerprint: "canary" };
    const change = { ...put, document: { ...put.document, edge } };
    const { applied } = await journal.append(home, [change, samplePut({ number: 2, text: "stays" })], { recordedAt: now, idempotency });
    const record = applied[0]?.record;
    if (record === undefined) throw new Error("nothing was written");
    const gone = samplePut({ number: 3, text: "canary left", content: { collection: "canary", key: "gone" } });
    await journal.append(home, [gone, { type: "delete", id: gone.id, origin: gone.origin }], { recordedAt: now });
    const vector = { embedder: "test", values: Float32Array.of(0.123, 0.456) };
    await journal.store.apply(home, [{ type: "put", seq: record.seq, record, document: change.document, vector }]);
    await journal.cursor(home, "other").advance(1, [{ id: record.id, seq: 1, reason: "canary" }]);
    const client = await connected(url);
    expect(await tablesWith(client, schema, "canary")).toEqual([
      "document",
      "edge",
      "entry",
      "letter",
      "mark",
      "past",
      "posting",
      "record",
      "request",
    ]);
    const vectors = `SELECT count(value)::int AS vectors FROM ${schema}.vector_value`;
    expect((await client.query(vectors)).rows).toEqual([{ vectors: 1 }]);
    const receipt = await journal.erase(home, [record.id, gone.id], { recordedAt: now });
    expect(receipt).toMatchObject({ scrubbed: false });
    expect(receipt.erased.toSorted()).toEqual([record.id, gone.id].toSorted());
    expect(await tablesWith(client, schema, "canary")).toEqual([]);
    expect((await client.query(vectors)).rows).toEqual([{ vectors: 0 }]);
    expect(await tablesWith(client, schema, "stays")).toEqual(["document", "entry", "posting"]);
    // The same request again finds what it wrote, without what was erased.
    const again = await journal.append(home, [change], { recordedAt: now, idempotency });
    expect(again).toMatchObject({ replayed: true, applied: [{ id: record.id }, { id: recordId(2) }] });
    expect(again.applied[0]?.record).toBeUndefined();
  });
}

describeWithService("postgres", "erasure with pgvector", suite);
describeWithService("postgresPlain", "erasure without pgvector", suite);
