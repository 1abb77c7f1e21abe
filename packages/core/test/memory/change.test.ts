import type { RecordContent } from "@pagefile/core/contracts";
import { inMemoryJournal, inMemoryStore } from "@pagefile/testing";
import { describe, expect, it } from "vitest";
import { all, only, openTestMemory } from "./open-test-memory.ts";

async function withBlock(): Promise<ReturnType<typeof openTestMemory> & { id: string }> {
  const opened = openTestMemory();
  const { records } = await opened.space.write({ kind: "block", collection: "core", key: "human", text: "", body: { label: "human" } });
  return { ...opened, id: only(records).id };
}

describe("update and edit", () => {
  it("changes what the patch names and keeps the rest", async () => {
    const { space } = openTestMemory();
    const { records } = await space.write({
      kind: "message",
      text: "old",
      attributes: { session: "s1", mood: "good" },
      tags: ["a"],
      occurredAt: "2025-05-01",
    });
    const { id } = only(records);
    await space.update(id, { text: "new", attributes: { mood: null, place: "Porto" }, occurredAt: null });
    expect(await space.get(id)).toMatchObject({
      version: 2,
      body: { role: "user", text: "new" },
      attributes: { session: "s1", place: "Porto" },
      tags: ["a"],
    });
    expect(await space.get(id)).not.toHaveProperty("occurredAt");
    expect((await space.get(id))?.attributes).not.toHaveProperty("mood");
  });

  it("refuses a version that is not the current one and carries the current record", async () => {
    const { space, id } = await withBlock();
    await space.update(id, { text: "second" }, { expectedVersion: 1 });
    await expect(space.update(id, { text: "third" }, { expectedVersion: 1 })).rejects.toMatchObject({
      code: "VERSION_CONFLICT",
      current: { version: 2, body: { text: "second" } },
    });
  });

  it("loses no edit of 50 concurrent writers (pitfall 13)", async () => {
    const { space, id } = await withBlock();
    const writers = Array.from({ length: 50 }, async (_, writer) => {
      for (let edit = 0; edit < 10; edit += 1) {
        await space.edit({ kind: "block", collection: "core", key: "human" }, ({ body }) => ({
          text: `${String("text" in body ? body["text"] : "")}[${writer}.${edit}]`,
        }));
      }
    });
    await Promise.all(writers);
    const record = await space.get(id);
    const text = JSON.stringify(record?.body);
    for (let writer = 0; writer < 50; writer += 1) for (let edit = 0; edit < 10; edit += 1) expect(text).toContain(`[${writer}.${edit}]`);
    expect(record?.version).toBe(501);
  });

  it("keeps both edits of two processes on one journal", async () => {
    const journal = inMemoryJournal();
    const [one, two] = [openTestMemory({ journal }).memory.space("acme/alice"), openTestMemory({ journal }).memory.space("acme/alice")];
    const { id } = only((await one.write({ kind: "block", collection: "core", key: "human", text: "" })).records);
    const add = async (space: typeof one, mark: string): Promise<void> => {
      for (let edit = 0; edit < 40; edit += 1)
        await space.edit(id, ({ body }) => ({ text: `${String("text" in body && body["text"])}${mark}` }));
    };
    await Promise.all([add(one, "a"), add(two, "b")]);
    const record = await one.get(id);
    const text = record !== undefined && "text" in record.body ? String(record.body["text"]) : "";
    expect([...text].sort().join("")).toBe("a".repeat(40) + "b".repeat(40));
  });

  it("gives a passage that is named by its text the name of its new text", async () => {
    const { space } = openTestMemory();
    const { id } = only((await space.write({ kind: "passage", text: "The key is under the mat." })).records);
    await space.update(id, { text: "The key is in the shed." });
    expect(only((await space.write({ kind: "passage", text: "The key is in the shed." })).records)).toMatchObject({
      id,
      outcome: "skipped",
    });
    expect(only((await space.write({ kind: "passage", text: "The key is under the mat." })).records)).toMatchObject({ outcome: "created" });
    await expect(space.update(id, { text: "The key is under the mat." })).rejects.toMatchObject({ code: "VERSION_CONFLICT" });
  });

  it("keeps the origin of a record that is changed without a new one", async () => {
    const { space } = openTestMemory();
    const origin = { channel: "web", trust: "untrusted", source: "https://example.org" } as const;
    const { id } = only((await space.write({ kind: "passage", text: "Anyone may write this." }, { origin })).records);
    await space.update(id, { tags: ["read"] });
    expect((await space.get(id))?.origin).toEqual(origin);
  });

  it("says that a record is not there", async () => {
    const { space } = openTestMemory();
    await expect(space.update({ kind: "block", collection: "core", key: "human" }, { text: "x" })).rejects.toMatchObject({
      code: "RECORD_NOT_FOUND",
    });
  });
});

describe("undo", () => {
  it("takes back an edit, then the undo itself", async () => {
    const { space, id } = await withBlock();
    await space.update(id, { text: "likes tea" });
    await space.update(id, { text: "likes coffee" });
    await space.undo(id);
    expect(await space.get(id)).toMatchObject({ version: 4, body: { text: "likes tea", label: "human" } });
    await space.undo(id);
    expect(await space.get(id)).toMatchObject({ version: 5, body: { text: "likes coffee" } });
  });

  it("brings back what was deleted, and takes away what was created", async () => {
    const { space, id } = await withBlock();
    await space.delete(id);
    expect(await space.get(id)).toBeUndefined();
    await space.undo(id);
    expect(await space.get(id)).toMatchObject({ version: 3, collection: "core", key: "human" });
    await space.undo(id);
    expect(await space.get(id)).toBeUndefined();
    const { id: passage } = only((await space.write({ kind: "passage", text: "a slip" })).records);
    await space.undo(passage);
    expect(await space.get(passage)).toBeUndefined();
    expect((await space.history(passage)).map(({ operation }) => operation)).toEqual(["put", "delete"]);
  });

  it("tells with a preview what it would do, and does nothing", async () => {
    const { space, id } = await withBlock();
    const preview = async () => {
      const head = await space.head();
      const { records } = await space.undo(id, { preview: true });
      expect(await space.head()).toEqual(head);
      return records.map((record) => [record.id, textOf(record.before), textOf(record.after)]);
    };
    await space.update(id, { text: "likes tea" });
    const first = (await space.history(id))[0]?.content;
    expect(await preview()).toEqual([[id, "likes tea", textOf(first)]]);
    await space.delete(id);
    expect(await preview()).toEqual([[id, undefined, "likes tea"]]);
    const { id: passage } = only((await space.write({ kind: "passage", text: "a slip" })).records);
    expect((await space.undo(passage, { preview: true })).records).toEqual([
      { id: passage, before: expect.objectContaining({ kind: "passage", body: { text: "a slip" } }) },
    ]);
    await space.erase(id);
    await expect(space.undo(id, { preview: true })).rejects.toMatchObject({ code: "RECORD_NOT_FOUND" });
  });

  it("refuses when the name is taken meanwhile, and when the record is erased", async () => {
    const { space, id } = await withBlock();
    await space.delete(id);
    await space.write({ kind: "block", collection: "core", key: "human", text: "another" });
    await expect(space.undo(id)).rejects.toMatchObject({ code: "VERSION_CONFLICT" });
    await space.erase(id);
    await expect(space.undo(id)).rejects.toMatchObject({ code: "RECORD_NOT_FOUND" });
  });
});

describe("delete", () => {
  it("takes all of 2,300 records from the journal and from every store (pitfall 15)", async () => {
    const other = inMemoryStore({ name: "other" });
    const { space, journal } = openTestMemory({ stores: [other] });
    for (let from = 0; from < 2_300; from += 575) {
      await space.write(
        Array.from({ length: 575 }, (_, at) => ({ kind: "message" as const, text: `message number ${from + at}`, tags: ["bulk"] })),
      );
    }
    await space.write({ kind: "message", text: "stays", tags: ["kept"] });
    const { records, pending } = await space.delete({ where: { tag: "bulk", limit: 10 } });
    expect([records.length, pending]).toEqual([2_300, []]);
    expect(await space.count()).toEqual({ message: 1 });
    for (const store of [other, journal.store]) {
      expect(new Set((await all(store.scan(space.name))).map(({ id }) => id)).size).toBe(1);
    }
  });

  it("refuses to delete without a condition, or with one that does not exist (pitfall 14)", async () => {
    const { space } = openTestMemory();
    await space.write({ kind: "message", text: "hello" });
    await expect(space.delete({ where: {} })).rejects.toMatchObject({ code: "QUERY_INVALID" });
    await expect(space.delete({ where: { kinds: ["message"] } as never })).rejects.toMatchObject({ code: "QUERY_INVALID" });
    expect(await space.count()).toEqual({ message: 1 });
  });

  it("skips what is not there and repeats its receipt for an idempotency key", async () => {
    const { space, id } = await withBlock();
    const first = await space.delete(id, { idempotencyKey: "forget" });
    const again = await space.delete(id, { idempotencyKey: "forget" });
    expect(again).toMatchObject({ replayed: true, records: first.records });
    expect((await space.delete(id)).records).toEqual([]);
  });
});

describe("the space", () => {
  it("is mandatory and holds no wildcard, list or odd name (pitfall 14)", () => {
    const { memory } = openTestMemory();
    for (const name of ["", "acme", "acme/*", "*/*", " acme/alice", "acme/alice\0", "__proto__", ["acme/alice"], undefined, null, {}]) {
      expect(() => memory.space(name as string), JSON.stringify(name)).toThrow(expect.objectContaining({ code: "SPACE_INVALID" }));
    }
  });

  it("never sees another one's records", async () => {
    const { memory, space } = openTestMemory();
    const { id } = only((await space.write({ kind: "message", text: "a secret" })).records);
    const other = memory.space("acme/bob");
    expect(await other.get(id)).toBeUndefined();
    expect(await other.count()).toEqual({});
    expect((await other.read("secret")).hits).toEqual([]);
    await expect(other.update(id, { text: "x" })).rejects.toMatchObject({ code: "RECORD_NOT_FOUND" });
    expect((await other.erase(id)).erased).toEqual([]);
    expect(await space.get(id)).toMatchObject({ version: 1 });
  });

  it("throws CLOSED after the memory was closed", async () => {
    const { memory, space } = openTestMemory();
    await memory.close();
    await memory.close();
    await expect(space.write({ kind: "message", text: "late" })).rejects.toMatchObject({ code: "CLOSED" });
    await expect(space.read("late")).rejects.toMatchObject({ code: "CLOSED" });
  });
});

describe("what is listed and read", () => {
  it("pages with a cursor through records with their own time (pitfall 20)", async () => {
    const { space } = openTestMemory();
    await space.write(
      Array.from({ length: 250 }, (_, at) => ({
        kind: "message" as const,
        text: `m${at}`,
        tags: at % 2 === 0 ? ["even"] : [],
        occurredAt: "2020-02-02",
      })),
    );
    const texts: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await space.list({ tag: "even", limit: 40, ...(cursor === undefined ? {} : { cursor }) });
      for (const { body, occurredAt } of page.items) texts.push(`${String("text" in body && body["text"])} ${occurredAt}`);
      cursor = page.next;
    } while (cursor !== undefined);
    expect(texts).toEqual(Array.from({ length: 125 }, (_, at) => `m${at * 2} 2020-02-02T00:00:00.000Z`));
  });

  it("never recalls an opaque record (pitfall 22)", async () => {
    const { space } = openTestMemory();
    await space.write([
      { kind: "message", text: "recalled: the boiler is old", index: false },
      { kind: "message", text: "the boiler hums" },
    ]);
    const { hits } = await space.read("boiler");
    expect(hits.map(({ record }) => record.body)).toEqual([{ role: "user", text: "the boiler hums" }]);
    const { items } = await space.list({ kind: "message" });
    await space.update(items[1]?.id ?? "", { index: false });
    expect((await space.read("boiler")).hits).toEqual([]);
  });

  it("keeps weights for one space, beside those of the memory", async () => {
    const { memory, space } = openTestMemory({ weights: { speaker: 0.4 } });
    await space.setWeights({ vector: 2 });
    await space.setWeights({ date: 0 });
    expect(await space.weights()).toMatchObject({ lexical: 1, vector: 2, date: 0, speaker: 0.4 });
    expect(await memory.space("acme/bob").weights()).toMatchObject({ vector: 0.5, speaker: 0.4 });
    await expect(space.setWeights({ lexikal: 1 } as never)).rejects.toMatchObject({ code: "QUERY_INVALID" });
  });
});

function textOf(content: RecordContent | undefined): unknown {
  return content === undefined || content.body instanceof Uint8Array ? undefined : content.body["text"];
}
