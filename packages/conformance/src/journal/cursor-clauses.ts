import type { DeadLetter, Space } from "@pagefile/core/contracts";
import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { collect } from "../collect.ts";
import { instant, type JournalContext } from "./journal-context.ts";

const bySeq = (letters: readonly DeadLetter[]): DeadLetter[] => letters.toSorted((a, b) => a.seq - b.seq);

export const cursorClauses: readonly Clause<JournalContext>[] = inArea("cursors", [
  {
    title: "starts a cursor at 0 and moves it on and back",
    async run(context) {
      await context.append(context.put(), context.put());
      const cursor = context.journal.cursor(context.space, "store");
      expect(await cursor.get()).toBe(0);
      for (const seq of [1, 2, 1, 0]) {
        await cursor.advance(seq);
        expect(await context.journal.cursor(context.space, "store").get()).toBe(seq);
      }
    },
  },
  {
    title: "keeps one cursor for each store and space",
    async run(context) {
      const other = context.otherSpace("other");
      await context.write();
      await context.journal.append(other, [context.put()], { recordedAt: instant(1) });
      await context.journal.cursor(context.space, "store").advance(1, [{ id: context.newId(), seq: 1, reason: "refused" }]);
      for (const cursor of [context.journal.cursor(context.space, "Store"), context.journal.cursor(other, "store")]) {
        expect(await cursor.get()).toBe(0);
        expect(await cursor.deadLetters()).toEqual([]);
      }
    },
  },
  {
    title: "gathers dead letters until they are settled",
    async run(context) {
      const [a, b, c] = [await context.write(), await context.write(), await context.write()];
      const letter = ({ id, seq }: { id: string; seq: number }): DeadLetter => ({ id, seq, reason: "refused: \u{1f600}" });
      const cursor = context.journal.cursor(context.space, "store");
      await cursor.advance(2, [letter(a), letter(b)]);
      await cursor.advance(3, [letter(c)]);
      await cursor.advance(3);
      expect(bySeq(await cursor.deadLetters())).toEqual([a, b, c].map(letter));
      await cursor.settle([b.id, context.newId()]);
      expect(bySeq(await cursor.deadLetters())).toEqual([a, c].map(letter));
      expect(await cursor.get()).toBe(3);
    },
  },
  {
    title: "forgets the dead letters when a rebuild begins",
    async run(context) {
      const { id, seq } = await context.write();
      const cursor = context.journal.cursor(context.space, "store");
      await cursor.advance(1, [{ id, seq, reason: "refused" }]);
      await cursor.advance(0);
      expect(await cursor.deadLetters()).toEqual([]);
    },
  },
]);

/** The spaces of the clause's own tenant that a store is behind in. */
async function behind(context: JournalContext, store: string): Promise<Space[]> {
  const spaces = await collect(context.journal.behind(store));
  return spaces.filter((space) => space.startsWith(`${context.tenant}/`)).toSorted();
}

export const behindClauses: readonly Clause<JournalContext>[] = inArea("behind", [
  {
    title: "names exactly the spaces whose head is past the store's cursor",
    async run(context) {
      const spaces = ["a", "b", "c"].map((name) => context.otherSpace(name));
      const [a, b, c] = spaces as [Space, Space, Space];
      for (const space of spaces) await context.journal.append(space, [context.put(), context.put()], { recordedAt: instant(1) });
      expect(await behind(context, "store")).toEqual(spaces);
      await context.journal.cursor(a, "store").advance(2);
      await context.journal.cursor(b, "store").advance(1);
      await context.journal.cursor(c, "another").advance(2);
      expect(await behind(context, "store")).toEqual([b, c]);
      await context.journal.cursor(a, "store").advance(0);
      await context.journal.cursor(b, "store").advance(2);
      expect(await behind(context, "store")).toEqual([a, c]);
    },
  },
  {
    title: "names a space again after an erasure and not for one without entries",
    async run(context) {
      const { id } = await context.write();
      await context.journal.cursor(context.space, "store").advance(1);
      await context.journal.cursor(context.otherSpace("empty"), "store").advance(0);
      expect(await behind(context, "store")).toEqual([]);
      await context.journal.erase(context.space, [id], { recordedAt: instant(2) });
      expect(await behind(context, "store")).toEqual([context.space]);
    },
  },
]);
