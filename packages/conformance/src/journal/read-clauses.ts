import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { collect } from "../collect.ts";
import { instant, type JournalContext } from "./journal-context.ts";

export const historyClauses: readonly Clause<JournalContext>[] = inArea("history", [
  {
    title: "tells every change of one record, oldest first, a deletion included",
    async run(context) {
      const first = await context.write({ tags: ["first"] });
      await context.write();
      await context.write({ tags: ["second"] }, { id: first.id });
      await context.append(context.delete(first.id));
      const entries = await collect(context.journal.history(context.space, first.id));
      const facts = entries.map(({ operation, seq, version, content }) => [operation, seq, version, content?.tags]);
      expect(facts).toEqual([
        ["put", 1, 1, ["first"]],
        ["put", 3, 2, ["second"]],
        ["delete", 4, 3, undefined],
      ]);
      expect(entries[2]?.origin).toEqual({ channel: "user", trust: "user" });
    },
  },
  {
    title: "has nothing to tell of a record that never was",
    async run(context) {
      await context.write();
      expect(await collect(context.journal.history(context.space, context.newId()))).toEqual([]);
    },
  },
]);

export const readClauses: readonly Clause<JournalContext>[] = inArea("read", [
  {
    title: "reads the entries after a seq, in order and without gaps",
    async run(context) {
      for (let at = 0; at < 7; at += 1) await context.append(context.put(), context.put());
      for (const after of [0, 1, 6, 13]) {
        const entries = await collect(context.journal.read(context.space, after));
        expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 14 - after }, (_, at) => after + at + 1));
      }
      for (const after of [14, 99]) expect(await collect(context.journal.read(context.space, after))).toEqual([]);
    },
  },
  {
    title: "gives each entry all that its append said",
    async run(context) {
      const put = context.put({ tags: ["a"], attributes: { n: 1 } });
      await context.journal.append(context.space, [put, context.delete(put.id)], { recordedAt: instant(4) });
      const [first, second] = await context.entries();
      const { content, origin, id } = put;
      expect(first).toMatchObject({ seq: 1, operation: "put", id, version: 1, recordedAt: instant(4), origin, content });
      expect(second).toMatchObject({ seq: 2, operation: "delete", id, version: 2, recordedAt: instant(4), origin });
      expect(second?.content).toBeUndefined();
    },
  },
  {
    title: "chains every entry to the one before, and its payload through a salt of its own",
    async run(context) {
      const put = context.put();
      await context.append(put, { ...put, expectedVersion: 1 }, context.delete(put.id));
      await context.write({ body: Uint8Array.of(0, 255), index: false });
      await context.expectSoundChain();
      const salts = (await context.entries()).map(({ salt }) => salt);
      expect(new Set(salts).size).toBe(4);
      for (const salt of salts) expect(salt).toMatch(/^[0-9a-f]{32}$/);
    },
  },
  {
    title: "ends at the head as it was when the reading began",
    async run(context) {
      await context.append(context.put(), context.put(), context.put());
      const seqs: number[] = [];
      for await (const { seq } of context.journal.read(context.space, 0)) {
        seqs.push(seq);
        if (seqs.length < 50) await context.append(context.put());
      }
      expect(seqs).toEqual([1, 2, 3]);
    },
  },
  {
    title: "can be left in the middle and goes on to serve",
    async run(context) {
      await context.append(...Array.from({ length: 20 }, () => context.put()));
      for await (const { seq } of context.journal.read(context.space, 0)) if (seq === 3) break;
      await context.write();
      expect(await context.entries()).toHaveLength(21);
    },
  },
]);
