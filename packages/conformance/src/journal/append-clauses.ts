import { genesisHash, type JsonObject } from "@pagefile/core/contracts";
import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { expectError } from "../expect-error.ts";
import { hostileTexts } from "../hostile-text.ts";
import { instant, type JournalContext } from "./journal-context.ts";

export const appendClauses: readonly Clause<JournalContext>[] = inArea("append", [
  {
    title: "starts an empty space at seq 0 and the genesis hash",
    async run({ journal, space }) {
      expect(await journal.head(space)).toEqual({ seq: 0, hash: genesisHash });
    },
  },
  {
    title: "returns one applied change for each change, in order, and the new head",
    async run(context) {
      const [first, second] = [context.put(), context.put({ kind: "passage", body: { text: "b" } })];
      const receipt = await context.append(first, second, context.delete(first.id));
      expect(receipt.replayed).toBe(false);
      const facts = receipt.applied.map(({ id, version, seq, outcome }) => ({ id, version, seq, outcome }));
      expect(facts).toEqual([
        { id: first.id, version: 1, seq: 1, outcome: "created" },
        { id: second.id, version: 1, seq: 2, outcome: "created" },
        { id: first.id, version: 2, seq: 3, outcome: "deleted" },
      ]);
      expect(receipt.applied[1]?.record).toEqual(await context.get(second.id));
      expect(receipt.applied[2]?.record).toBeUndefined();
      expect(receipt.head).toEqual(await context.journal.head(context.space));
    },
  },
  {
    title: "keeps every part of a record exactly as it was written",
    async run(context) {
      const body: JsonObject = {
        text: "nul \u0000, lone \ud800, pair \u{1f600}",
        list: [1, 1.5, -0.1, 1e300, null, true, { deep: [[]] }],
        empty: {},
        "": "",
      };
      const attributes = { text: "1", number: 1, truth: true, large: 2 ** 53 - 1, small: -1e-7 };
      const content = {
        kind: "passage",
        body,
        tags: ["b", "a"],
        attributes,
        createdAt: instant(3),
        occurredAt: instant(2),
        collection: "c",
        key: "k",
        index: true,
      } as const;
      const parents = [context.newId()];
      const origin = { channel: "document", trust: "untrusted", principal: "Ana", source: "a.md", parents } as const;
      const put = context.put(content, { origin });
      await context.append(put);
      expect(await context.get(put.id)).toEqual({ ...content, id: put.id, version: 1, seq: 1, recordedAt: instant(1), origin });
    },
  },
  {
    title: "keeps hostile texts as tags, attribute names and attribute values",
    async run(context) {
      const attributes = Object.fromEntries(hostileTexts.map((text, at) => [text, hostileTexts[(at + 1) % hostileTexts.length] ?? ""]));
      const { id } = await context.write({ tags: hostileTexts, attributes });
      const record = await context.get(id);
      expect(record?.tags).toEqual(hostileTexts);
      expect(record?.attributes).toEqual(attributes);
    },
  },
  {
    title: "keeps a body of bytes byte for byte",
    async run(context) {
      const body = Uint8Array.from({ length: 256 }, (_, at) => at);
      const { id } = await context.write({ body, index: false });
      const kept = (await context.get(id))?.body;
      expect(kept).toBeInstanceOf(Uint8Array);
      expect([...(kept as Uint8Array)]).toEqual([...body]);
      await context.expectSoundChain();
    },
  },
  {
    title: "leaves nothing behind of an append in which one change fails",
    async run(context) {
      const kept = await context.write({ collection: "c", key: "kept" });
      const head = await context.journal.head(context.space);
      const lost = context.put({ kind: "passage", body: { text: "lost" }, collection: "c", key: "lost" });
      const edited = context.put({ tags: ["edited"] }, { id: kept.id });
      await expectError("RECORD_NOT_FOUND", context.append(lost, edited, context.delete(context.newId())));
      expect(await context.journal.head(context.space)).toEqual(head);
      expect(await context.entries()).toHaveLength(1);
      expect(await context.journal.get(context.space, [lost.id, { kind: "passage", collection: "c", key: "lost" }])).toEqual([]);
      expect(await context.get(kept.id)).toEqual(kept);
      expect((await context.journal.list(context.space, {})).items).toHaveLength(1);
      expect((await context.append({ ...lost, id: context.newId() })).applied[0]?.outcome).toBe("created");
      await context.expectSoundChain();
    },
  },
  {
    title: "judges each change with those before it in the same append done",
    async run(context) {
      const put = context.put({ tags: ["one"] });
      const again = { ...put, content: { ...put.content, tags: ["two"] }, expectedVersion: 1 };
      await context.append(put, again, context.delete(put.id, 2), put);
      const record = await context.get(put.id);
      expect(record?.version).toBe(4);
      expect(record?.tags).toEqual(["one"]);
    },
  },
  {
    title: "changes nothing for an append of no changes",
    async run(context) {
      await context.write();
      const head = await context.journal.head(context.space);
      expect(await context.append()).toEqual({ applied: [], head, replayed: false });
    },
  },
  {
    title: "is untouched by what a caller later does to the objects it passed or got",
    async run(context) {
      const body = { text: "as written" };
      const tags = ["as written"];
      const { id } = await context.write({ body, tags });
      body.text = "changed";
      tags.push("changed");
      const got = (await context.get(id))?.tags as string[] | undefined;
      try {
        got?.push("changed");
      } catch {
        // A frozen result is as good.
      }
      const record = await context.get(id);
      expect(record?.body).toEqual({ text: "as written" });
      expect(record?.tags).toEqual(["as written"]);
    },
  },
  {
    title: "gets current records in the order of the refs and nothing for what is not there",
    async run(context) {
      const [a, b, gone] = [await context.write(), await context.write({ collection: "c", key: "b" }), await context.write()];
      await context.append(context.delete(gone.id));
      const named = { kind: "message", collection: "c", key: "b" } as const;
      const found = await context.journal.get(context.space, [named, gone.id, context.newId(), a.id, b.id]);
      expect(found.map(({ id }) => id)).toEqual([b.id, a.id, b.id]);
      expect(await context.journal.get(context.space, [])).toEqual([]);
    },
  },
  {
    title: "counts the current records of each kind",
    async run(context) {
      const [gone] = [await context.write(), await context.write(), await context.write({ kind: "passage", body: { text: "x" } })];
      await context.append(context.delete(gone.id));
      const { message = 0, passage = 0, block = 0 } = await context.journal.count(context.space);
      expect({ message, passage, block }).toEqual({ message: 1, passage: 1, block: 0 });
    },
  },
]);
