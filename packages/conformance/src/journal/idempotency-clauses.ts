import type { Change, Receipt } from "@pagefile/core/contracts";
import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { expectError } from "../expect-error.ts";
import { instant, type JournalContext } from "./journal-context.ts";

function once(context: JournalContext, changes: readonly Change[], fingerprint = "f"): Promise<Receipt> {
  return context.journal.append(context.space, changes, { recordedAt: instant(1), idempotency: { key: "key", fingerprint } });
}

export const idempotencyClauses: readonly Clause<JournalContext>[] = inArea("idempotency", [
  {
    title: "writes once for one key and returns the first receipt again",
    async run(context) {
      const put = context.put();
      const first = await once(context, [put]);
      const second = await once(context, [{ ...put, id: context.newId() }]);
      expect(first.replayed).toBe(false);
      expect(second).toEqual({ ...first, replayed: true });
      expect(await context.entries()).toHaveLength(1);
    },
  },
  {
    title: "returns the first receipt as it was, whatever happened since",
    async run(context) {
      const put = context.put({ tags: ["first"] });
      const first = await once(context, [put]);
      await context.write({ tags: ["later"] }, { id: put.id });
      await context.append(context.delete(put.id));
      expect(await once(context, [put])).toEqual({ ...first, replayed: true });
    },
  },
  {
    title: "refuses a key that was used for a different write",
    async run(context) {
      await once(context, [context.put()]);
      await expectError("IDEMPOTENCY_MISMATCH", once(context, [context.put()], "another"));
      expect(await context.entries()).toHaveLength(1);
    },
  },
  {
    title: "leaves the key free when the append failed",
    async run(context) {
      await expectError("RECORD_NOT_FOUND", once(context, [context.delete(context.newId())]));
      const receipt = await once(context, [context.put()], "another");
      expect(receipt.replayed).toBe(false);
    },
  },
  {
    title: "keeps the keys of spaces apart",
    async run(context) {
      await once(context, [context.put()]);
      const options = { recordedAt: instant(1), idempotency: { key: "key", fingerprint: "another" } };
      const receipt = await context.journal.append(context.otherSpace("other"), [context.put()], options);
      expect(receipt.replayed).toBe(false);
    },
  },
  {
    title: "writes once when the same append comes many times at once",
    async run(context) {
      const put = context.put();
      const receipts = await Promise.all(Array.from({ length: 20 }, () => once(context, [put])));
      expect(receipts.filter(({ replayed }) => !replayed)).toHaveLength(1);
      expect(new Set(receipts.map(({ head }) => head.hash)).size).toBe(1);
      expect(await context.entries()).toHaveLength(1);
    },
  },
  {
    title: "keeps nothing of an erased record in the receipt it returns again",
    async run(context) {
      const put = context.put();
      const first = await once(context, [put]);
      await context.journal.erase(context.space, [put.id], { recordedAt: instant(2) });
      const second = await once(context, [put]);
      const { record: _record, ...rest } = first.applied[0] ?? {};
      expect(second.replayed).toBe(true);
      expect(second.applied[0]).toEqual(rest);
    },
  },
]);
