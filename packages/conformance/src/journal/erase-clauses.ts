import type { ErasureReceipt, RecordId } from "@pagefile/core/contracts";
import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { collect } from "../collect.ts";
import { instant, type JournalContext } from "./journal-context.ts";

function erase(context: JournalContext, ...ids: readonly RecordId[]): Promise<ErasureReceipt> {
  return context.journal.erase(context.space, ids, { recordedAt: instant(9) });
}

export const eraseClauses: readonly Clause<JournalContext>[] = inArea("erase", [
  {
    title: "removes the payload of every version of a record",
    async run(context) {
      const { id } = await context.write({ body: { text: "canary" } });
      await context.write({ body: { text: "canary again" } }, { id });
      await erase(context, id);
      expect(await context.get(id)).toBeUndefined();
      expect((await context.journal.list(context.space, {})).items).toEqual([]);
      expect((await context.journal.count(context.space))["message"] ?? 0).toBe(0);
      const entries = await collect(context.journal.history(context.space, id));
      expect(entries.map(({ operation }) => operation)).toEqual(["put", "put", "erase"]);
      for (const { content, origin, salt } of entries) expect([content, origin, salt]).toEqual([undefined, undefined, undefined]);
      expect(JSON.stringify(await context.entries())).not.toContain("canary");
    },
  },
  {
    title: "leaves a chain that still verifies, with every earlier hash as it was",
    async run(context) {
      const [a, b] = [await context.write(), await context.write()];
      await context.write({}, { id: a.id });
      const before = (await context.entries()).map(({ hash, payloadHash }) => [hash, payloadHash]);
      await erase(context, a.id);
      await context.expectSoundChain();
      const after = (await context.entries()).map(({ hash, payloadHash }) => [hash, payloadHash]);
      expect(after.slice(0, 3)).toEqual(before);
      expect(await context.get(b.id)).toEqual(b);
    },
  },
  {
    title: "appends one entry for each record that was there and tells what it did",
    async run(context) {
      const [a, b] = [await context.write(), await context.write()];
      await context.write({}, { id: a.id });
      const receipt = await erase(context, a.id, context.newId(), b.id, a.id);
      expect(receipt.erased.toSorted()).toEqual([a.id, b.id]);
      expect(receipt.entries).toBe(3);
      expect(receipt.head).toEqual(await context.journal.head(context.space));
      expect(receipt.head.seq).toBe(5);
      const written = (await context.entries()).slice(3);
      for (const entry of written) expect(entry).toMatchObject({ operation: "erase", recordedAt: instant(9), payloadHash: "" });
      expect(written.find(({ id }) => id === a.id)?.version).toBe(3);
    },
  },
  {
    title: "erases what is left of a deleted record",
    async run(context) {
      const { id } = await context.write({ body: { text: "canary" } });
      await context.append(context.delete(id));
      expect(await erase(context, id)).toMatchObject({ erased: [id], entries: 2 });
      expect(JSON.stringify(await context.entries())).not.toContain("canary");
      await context.expectSoundChain();
    },
  },
  {
    title: "does nothing for what was never there or is erased already",
    async run(context) {
      const { id } = await context.write();
      const { head } = await erase(context, id);
      expect(await erase(context, id, context.newId())).toMatchObject({ erased: [], entries: 0, head });
      expect(await context.entries()).toHaveLength(2);
    },
  },
  {
    title: "lets the id be written again, its versions counting on",
    async run(context) {
      const { id } = await context.write();
      await erase(context, id);
      const { applied } = await context.append(context.put({ tags: ["again"] }, { id }));
      expect(applied[0]).toMatchObject({ id, version: 3, outcome: "created" });
      expect((await context.get(id))?.tags).toEqual(["again"]);
      expect(await erase(context, id)).toMatchObject({ erased: [id], entries: 1 });
      await context.expectSoundChain();
    },
  },
]);
