import type { DocumentDraft, DocumentProgress, SpaceMemory } from "@pagefile/core";
import { hashText } from "@pagefile/core/contracts";
import { sqlite } from "@pagefile/store-sql";
import { describe, expect, test } from "vitest";
import { all, openTestMemory } from "../memory/open-test-memory.ts";

function manual(chunks: number, change: (text: string, at: number) => string = (text) => text): DocumentDraft {
  return {
    name: "manual.pdf",
    title: "Boiler manual",
    pages: chunks,
    bytes: 4711,
    chunks: Array.from({ length: chunks }, (_, at) => ({
      text: change(`Step ${at} of the boiler is numbered ${at * at}.`, at),
      title: `Boiler manual › Part ${at}`,
      page: at + 1,
    })),
  };
}

async function textsOf(space: SpaceMemory, identity = "manual.pdf"): Promise<readonly unknown[]> {
  const { items } = await space.documents.passages(identity, { limit: 1000 });
  return items.map(({ body }) => (body instanceof Uint8Array ? undefined : body["text"]));
}

function wholeText(draft: DocumentDraft): readonly string[] {
  return draft.chunks.map(({ text }) => text);
}

/** Aborts at the first progress past so many changes. */
function abortAfter(changes: number): { readonly signal: AbortSignal; readonly onProgress: (progress: DocumentProgress) => void } {
  const controller = new AbortController();
  const onProgress = ({ written }: DocumentProgress): void => void (written >= changes && controller.abort(new Error("enough")));
  return { signal: controller.signal, onProgress };
}

describe.each([
  ["in memory", () => openTestMemory()],
  ["in SQLite", () => openTestMemory({ journal: sqlite({ file: ":memory:" }) })],
])("a document %s", (_name, open) => {
  test("is kept as passages that know it, and as a whole that is their parent", async () => {
    const { space } = open();
    const receipt = await space.documents.put(manual(40));
    expect(receipt).toMatchObject({ identity: "manual.pdf", written: 40, unchanged: 0, deleted: 0, chunks: 40, pending: [] });
    const known = await space.documents.get("manual.pdf");
    expect(known).toMatchObject({ id: receipt.id, title: "Boiler manual", chunks: 40, complete: true, pages: 40, bytes: 4711 });
    expect((await space.documents.list()).items).toEqual([known]);
    const { items, next } = await space.documents.passages("manual.pdf", { limit: 15 });
    expect(items).toHaveLength(15);
    expect(items[2]).toMatchObject({
      collection: "manual.pdf",
      key: "000002",
      body: { text: "Step 2 of the boiler is numbered 4.", title: "Boiler manual › Part 2", document: "manual.pdf", chunk: 2, page: 3 },
      origin: { channel: "document", trust: "untrusted", source: "manual.pdf", parents: [receipt.id] },
    });
    expect((await space.documents.passages("manual.pdf", { limit: 15, ...(next !== undefined && { cursor: next }) })).items).toHaveLength(
      15,
    );
    expect((await space.read("step of the boiler numbered 1369")).hits[0]?.text).toBe("Step 37 of the boiler is numbered 1369.");
    expect((await space.read("Boiler manual", { limit: 100 })).hits.every(({ record }) => record.kind === "passage")).toBe(true);
  });

  test("changes nothing when it is put again", async () => {
    const { space } = open();
    const { id } = await space.documents.put(manual(40));
    const head = await space.head();
    expect(await space.documents.put(manual(40))).toMatchObject({ id, written: 0, unchanged: 40, deleted: 0 });
    expect(await space.head()).toEqual(head);
  });

  test("replaces what changed and takes away what is left over", async () => {
    const { space } = open();
    const { id } = await space.documents.put(manual(40));
    const shorter = manual(30, (text, at) => (at === 7 ? "Step 7 was rewritten." : text));
    const seen: DocumentProgress[] = [];
    const receipt = await space.documents.put(shorter, { onProgress: (progress) => void seen.push(progress) });
    expect(receipt).toMatchObject({ id, written: 1, unchanged: 29, deleted: 10, chunks: 30 });
    expect(seen[0]).toEqual({ written: 0, total: 11 });
    expect(seen.at(-1)).toEqual({ written: 11, total: 11 });
    expect(await textsOf(space)).toEqual(wholeText(shorter));
    expect((await space.read("step 39 boiler numbered 1521")).hits.map(({ text }) => text)).not.toContain(
      "Step 39 of the boiler is numbered 1521.",
    );
    expect(await space.documents.get("manual.pdf")).toMatchObject({ chunks: 30, pages: 30, complete: true });
  });

  test("is left in whole chunks and says so when it is cut off, and is completed when it is put again", async () => {
    const { space } = open();
    await expect(space.documents.put(manual(100), abortAfter(30))).rejects.toThrow("enough");
    expect(await space.documents.get("manual.pdf")).toMatchObject({ complete: false, chunks: 100 });
    const left = await textsOf(space);
    expect(left.length).toBeGreaterThanOrEqual(30);
    expect(left.length).toBeLessThan(100);
    expect(left).toEqual(wholeText(manual(100)).slice(0, left.length));
    const receipt = await space.documents.put(manual(100));
    expect(receipt).toMatchObject({ written: 100 - left.length, unchanged: left.length });
    expect(await space.documents.get("manual.pdf")).toMatchObject({ complete: true });
    expect(await textsOf(space)).toEqual(wholeText(manual(100)));
  });

  test("writes nothing for a signal that is aborted already, nor for a chunk that cannot be kept", async () => {
    const { space } = open();
    await expect(space.documents.put(manual(3), { signal: AbortSignal.abort(new Error("no")) })).rejects.toThrow("no");
    const bad = manual(60, (text, at) => (at === 59 ? "half\0" : text));
    await expect(space.documents.put(bad)).rejects.toMatchObject({ code: "RECORD_INVALID" });
    expect((await space.head()).seq).toBe(0);
  });

  test.each([
    [{ page: 0 }, "RECORD_INVALID", "`page` of a document is a whole number from 1; got 0."],
    [{ page: 1.5 }, "RECORD_INVALID", "`page` of a document is a whole number from 1; got 1.5."],
    [
      { title: "t".repeat(4_097) },
      "LIMIT_EXCEEDED",
      "The length of the title of a chunk is 4,097, which is 1 more than the limit of 4,096.",
    ],
  ])("with a chunk %j is refused", async (chunk, code, message) => {
    const { space } = open();
    const put = space.documents.put({ ...manual(0), chunks: [{ text: "Text.", ...chunk }] });
    await expect(put).rejects.toMatchObject({ code, message });
  });

  test("is deleted as a whole and brought back as it was", async () => {
    const { space } = open();
    const { id } = await space.documents.put(manual(40));
    const before = await space.documents.get("manual.pdf");
    const { records } = await space.documents.delete("manual.pdf");
    expect(records).toHaveLength(41);
    expect(await space.documents.get("manual.pdf")).toBeUndefined();
    expect(await textsOf(space)).toEqual([]);
    expect((await space.read("boiler")).hits).toEqual([]);
    await space.write({ kind: "passage", text: "Something else about the boiler." });
    expect(await space.documents.restore(id)).toMatchObject({ id, written: 40, chunks: 40 });
    expect(await textsOf(space)).toEqual(wholeText(manual(40)));
    const { changedAt: _before, ...rest } = before ?? {};
    expect(await space.documents.get("manual.pdf")).toMatchObject(rest);
    expect(await space.documents.put(manual(40))).toMatchObject({ unchanged: 40 });
    expect((await space.verify()).sound).toBe(true);
    await expect(space.documents.restore(id)).rejects.toMatchObject({ code: "RECORD_NOT_FOUND" });
    expect((await space.documents.delete("nothing.pdf")).records).toEqual([]);
  });

  test("does not come back over one that was put since", async () => {
    const { space } = open();
    const { id } = await space.documents.put(manual(3));
    await space.documents.delete("manual.pdf");
    await space.documents.put(manual(5));
    await expect(space.documents.restore(id)).rejects.toMatchObject({ code: "VERSION_CONFLICT" });
    expect(await textsOf(space)).toEqual(wholeText(manual(5)));
  });

  test("is erased with its passages by the id of its record", async () => {
    const { space, memory } = open();
    const { id } = await space.documents.put(manual(20));
    const receipt = await space.erase(id);
    expect(receipt.derived).toHaveLength(20);
    expect((await space.documents.list()).items).toEqual([]);
    expect((await all(memory.space("acme/alice").export())).join("")).not.toContain("boiler");
    expect(await space.documents.put(manual(20))).toMatchObject({ written: 20 });
  });

  test("comes back without the passage that was erased meanwhile", async () => {
    const { space } = open();
    const { id } = await space.documents.put(manual(5));
    const [first] = (await space.documents.passages("manual.pdf")).items;
    await space.documents.delete("manual.pdf");
    await space.erase(first?.id ?? "");
    expect(await space.documents.restore(id)).toMatchObject({ written: 4 });
    expect(await textsOf(space)).toEqual(wholeText(manual(5)).slice(1));
  });

  test("is one, whoever puts it at the same time", async () => {
    const { space, memory } = open();
    const puts = await Promise.all([space.documents.put(manual(50)), memory.space("acme/alice").documents.put(manual(50))]);
    expect(puts.map(({ written }) => written).sort((a, b) => a - b)).toEqual([0, 50]);
    expect(await textsOf(space)).toEqual(wholeText(manual(50)));
  });
});

describe("the identity of a document", () => {
  test("keeps documents of one name apart, however long it is and whatever it is called", async () => {
    const { space } = openTestMemory();
    const long = `/${"long/".repeat(200)}a.pdf`;
    const identities = ["content", "documents", `sha256:${hashText(long)}`, long, `/${"long/".repeat(200)}b.pdf`];
    for (const identity of identities) await space.documents.put({ ...manual(2, (text) => `${text} ${identity}`), identity });
    for (const identity of identities) {
      expect((await space.documents.get(identity))?.identity).toBe(identity);
      expect(await textsOf(space, identity)).toEqual(wholeText(manual(2, (text) => `${text} ${identity}`)));
    }
    const { items, next } = await space.documents.list({ limit: 3 });
    expect(items.map(({ identity }) => identity)).toEqual(identities.slice(2).reverse());
    expect((await space.documents.list({ limit: 3, ...(next !== undefined && { cursor: next }) })).items).toHaveLength(2);
  });

  test("is not shared with other spaces", async () => {
    const { space, memory } = openTestMemory();
    const { id } = await space.documents.put(manual(2));
    const other = memory.space("acme/bob").documents;
    expect(await other.get("manual.pdf")).toBeUndefined();
    expect((await other.passages("manual.pdf")).items).toEqual([]);
    expect((await other.delete("manual.pdf")).records).toEqual([]);
    await expect(other.restore(id)).rejects.toMatchObject({ code: "RECORD_NOT_FOUND" });
  });
});

test("passages imported before documents were known are taken over", async () => {
  const { space } = openTestMemory();
  const draft = manual(3);
  await space.write(
    draft.chunks.map(({ text, title, page }, chunk) => ({
      kind: "passage" as const,
      body: { text, title: title ?? "", document: "manual.pdf", chunk, page: page ?? 0 },
      collection: "manual.pdf",
      key: String(chunk).padStart(6, "0"),
    })),
  );
  const { id } = await space.documents.put(draft);
  expect((await space.count())["passage"]).toBe(3);
  expect((await space.erase(id)).derived).toHaveLength(3);
});

test("a deletion longer than one append is brought back whole", { timeout: 60_000 }, async () => {
  const { space } = openTestMemory();
  const { id } = await space.documents.put(manual(1_200));
  expect((await space.documents.delete("manual.pdf")).records).toHaveLength(1_201);
  expect(await space.documents.restore(id)).toMatchObject({ written: 1_200 });
  expect(await textsOf(space)).toEqual(wholeText(manual(1_200)).slice(0, 1_000));
});

test("a long deletion takes what is put meanwhile, too, and all of it is brought back", { timeout: 60_000 }, async () => {
  const { space, journal } = openTestMemory();
  const { id } = await space.documents.put(manual(1_000));
  const append = journal.append.bind(journal);
  let appends = 0;
  journal.append = async (...asked) => {
    appends += 1;
    if (appends === 2) await space.documents.put(manual(1_000));
    return append(...asked);
  };
  await space.documents.delete("manual.pdf");
  expect([await space.documents.get("manual.pdf"), await textsOf(space)]).toEqual([undefined, []]);
  expect(await space.documents.restore(id)).toMatchObject({ written: 1_000 });
});

test("a deletion that was cut off is gone on with, and brought back whole", { timeout: 60_000 }, async () => {
  const { space, journal } = openTestMemory();
  const { id } = await space.documents.put(manual(1_000));
  const append = journal.append.bind(journal);
  let appends = 0;
  journal.append = async (...asked) => {
    appends += 1;
    if (appends === 2) throw new Error("cut off");
    return append(...asked);
  };
  await expect(space.documents.delete("manual.pdf")).rejects.toThrow("cut off");
  expect(await space.documents.get("manual.pdf")).toMatchObject({ complete: false });
  await space.documents.delete("manual.pdf");
  expect(await space.documents.restore(id)).toMatchObject({ written: 1_000 });
  expect(await space.documents.get("manual.pdf")).toMatchObject({ complete: true });
});
