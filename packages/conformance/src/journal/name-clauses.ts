import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { expectError } from "../expect-error.ts";
import { hostileTexts } from "../hostile-text.ts";
import type { JournalContext } from "./journal-context.ts";

const named = { collection: "settings", key: "theme" } as const;
const ref = { kind: "message", ...named } as const;

export const nameClauses: readonly Clause<JournalContext>[] = inArea("collection and key", [
  {
    title: "refuses a new record under a name that is taken, and hands back its holder",
    async run(context) {
      const holder = await context.write(named);
      const error = await expectError("VERSION_CONFLICT", context.append(context.put(named)));
      expect(error.current).toEqual(holder);
      expect(await context.entries()).toHaveLength(1);
    },
  },
  {
    title: "replaces the holder of a name in place when told to",
    async run(context) {
      const holder = await context.write(named);
      const put = context.put({ ...named, tags: ["new"] }, { onConflict: "replace" });
      const { applied } = await context.append(put);
      expect(applied[0]).toMatchObject({ id: holder.id, version: 2, outcome: "replaced" });
      expect(await context.get(put.id)).toBeUndefined();
      expect(await context.journal.get(context.space, [ref])).toMatchObject([{ id: holder.id, tags: ["new"] }]);
    },
  },
  {
    title: "skips for the holder of a name when told to",
    async run(context) {
      const holder = await context.write(named);
      const { applied } = await context.append(context.put(named, { onConflict: "skip" }));
      expect(applied[0]).toEqual({ id: holder.id, version: 1, seq: 1, outcome: "skipped", record: holder });
    },
  },
  {
    title: "judges an expected version by the holder of the name",
    async run(context) {
      const holder = await context.write(named);
      const error = await expectError("VERSION_CONFLICT", context.append(context.put(named, { expectedVersion: 0 })));
      expect(error.current).toEqual(holder);
      const { applied } = await context.append(context.put(named, { expectedVersion: 1 }));
      expect(applied[0]).toMatchObject({ id: holder.id, version: 2, outcome: "replaced" });
    },
  },
  {
    title: "lets another kind or collection use the same key",
    async run(context) {
      await context.write(named);
      const other = await context.write({ ...named, kind: "passage", body: { text: "x" } });
      await context.write({ ...named, collection: "other" });
      expect(await context.journal.get(context.space, [{ ...ref, kind: "passage" }])).toEqual([other]);
    },
  },
  {
    title: "gives a name free when its record is deleted, erased or renamed",
    async run(context) {
      const { id } = await context.write(named);
      await context.append(context.delete(id));
      const second = await context.write(named);
      await context.journal.erase(context.space, [second.id], { recordedAt: second.recordedAt });
      const third = await context.write(named);
      await context.write({ ...named, key: "renamed" }, { id: third.id });
      const fourth = await context.write(named);
      expect(await context.journal.get(context.space, [ref, { ...ref, key: "renamed" }])).toMatchObject([
        { id: fourth.id },
        { id: third.id },
      ]);
    },
  },
  {
    title: "never gives one name to two live records by renaming one, and hands back the name's holder",
    async run(context) {
      const holder = await context.write(named);
      const { id } = await context.write({ ...named, key: "other" });
      const other = await context.write({ ...named, key: "other" }, { id });
      const conditions = [
        {},
        ...[0, 1, 2].map((expectedVersion) => ({ expectedVersion })),
        ...(["fail", "replace", "skip"] as const).map((onConflict) => ({ onConflict })),
      ];
      for (const condition of conditions) {
        const error = await expectError("VERSION_CONFLICT", context.append(context.put(named, { id, ...condition })));
        expect(error.current, JSON.stringify(condition)).toEqual(holder);
      }
      expect(await context.get(id)).toEqual(other);
    },
  },
  {
    title: "refuses two new records of one name in one append, and keeps neither",
    async run(context) {
      await expectError("VERSION_CONFLICT", context.append(context.put(named), context.put(named)));
      expect(await context.entries()).toEqual([]);
    },
  },
  {
    title: "compares names exactly: no folding, trimming or normalising",
    async run(context) {
      const puts = hostileTexts.flatMap((text) => [
        context.put({ collection: "c", key: text }),
        context.put({ collection: text, key: "k" }),
      ]);
      await context.append(...puts);
      const refs = hostileTexts.flatMap((text) => [
        { kind: "message", collection: "c", key: text } as const,
        { kind: "message", collection: text, key: "k" } as const,
      ]);
      const found = await context.journal.get(context.space, refs);
      expect(found.map(({ id }) => id)).toEqual(puts.map(({ id }) => id));
    },
  },
]);
