import { type Entry, hashEntry, type Head, type Space } from "@pagefile/core/contracts";
import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { collect } from "../collect.ts";
import { expectError } from "../expect-error.ts";
import { instant, type JournalContext } from "./journal-context.ts";

async function* stream(entries: readonly Entry[], error?: Error): AsyncGenerator<Entry> {
  yield* entries;
  if (error !== undefined) throw error;
}

function restore(context: JournalContext, space: Space, entries: AsyncIterable<Entry>): Promise<Head> {
  return context.journal.restore(space, entries, () => undefined);
}

/** Writes a little of everything to the clause's space and returns its entries. */
async function writeHistory(context: JournalContext): Promise<Entry[]> {
  const [a, b] = [
    await context.write({ tags: ["a"] }),
    await context.write({ collection: "c", key: "k", attributes: { n: 1.5, t: true } }),
  ];
  await context.write({ body: Uint8Array.of(1, 2, 3), index: false });
  await context.write({ tags: ["changed"] }, { id: a.id });
  const gone = await context.write();
  await context.append(context.delete(gone.id), context.delete(b.id));
  const erased = await context.write({ body: { text: "canary" } });
  await context.journal.erase(context.space, [erased.id], { recordedAt: instant(3) });
  return context.entries();
}

export const restoreClauses: readonly Clause<JournalContext>[] = inArea("restore", [
  {
    title: "makes a space that is the same to the last hash",
    async run(context) {
      const entries = await writeHistory(context);
      const copy = context.otherSpace("copy");
      const head = await restore(context, copy, stream(entries));
      expect(head).toEqual(await context.journal.head(context.space));
      expect(await context.entries(copy)).toEqual(entries);
      await context.expectSoundChain(copy);
      const listed = await context.journal.list(context.space, {});
      expect(listed.items).toHaveLength(2);
      expect(await context.journal.list(copy, {})).toEqual(listed);
      expect(await context.journal.count(copy)).toEqual(await context.journal.count(context.space));
    },
  },
  {
    title: "goes on from where the entries end",
    async run(context) {
      const entries = await writeHistory(context);
      const copy = context.otherSpace("copy");
      await restore(context, copy, stream(entries));
      const deleted = entries.findLast(({ operation }) => operation === "delete");
      const again = context.put({ collection: "c", key: "k" }, { id: deleted?.id ?? "" });
      const { applied } = await context.journal.append(copy, [again], { recordedAt: instant(4) });
      expect(applied[0]).toMatchObject({ seq: entries.length + 1, version: (deleted?.version ?? 0) + 1 });
      await context.expectSoundChain(copy);
    },
  },
  {
    title: "restores no entries as an empty space",
    async run(context) {
      expect(await restore(context, context.space, stream([]))).toEqual(await context.journal.head(context.otherSpace("empty")));
    },
  },
  {
    title: "refuses a space that has entries",
    async run(context) {
      const entries = await writeHistory(context);
      const other = context.otherSpace("other");
      await context.journal.append(other, [context.put()], { recordedAt: instant(1) });
      const head = await context.journal.head(other);
      await expectError("SPACE_NOT_EMPTY", restore(context, other, stream(entries)));
      expect(await context.journal.head(other)).toEqual(head);
    },
  },
  {
    title: "refuses entries that do not chain, and keeps none of them",
    async run(context) {
      const entries = await writeHistory(context);
      const [first, second] = entries as [Entry, Entry];
      const rehashed = (entry: Entry): Entry => ({ ...entry, hash: hashEntry(entry) });
      const broken: Record<string, readonly Entry[]> = {
        "the first missing": entries.slice(1),
        "one missing": entries.toSpliced(2, 1),
        "one doubled": entries.toSpliced(1, 0, first),
        "two exchanged": [second, first, ...entries.slice(2)],
        "a changed field": entries.toSpliced(1, 1, { ...second, recordedAt: instant(99) }),
        "a changed field with a new hash": entries.toSpliced(1, 1, rehashed({ ...second, recordedAt: instant(99) })),
        "a changed content": entries.toSpliced(-4, 1, { ...(entries.at(-4) as Entry), origin: { channel: "system", trust: "system" } }),
        "a content cut out": entries.toSpliced(0, 1, withoutContent(first)),
      };
      for (const [damage, damaged] of Object.entries(broken)) {
        const space = context.otherSpace("broken");
        await expectError("IMPORT_INVALID", restore(context, space, stream(damaged))).catch((error: unknown) => {
          throw new Error(`Restored in spite of ${damage}.`, { cause: error });
        });
        expect((await context.journal.head(space)).seq, damage).toBe(0);
        expect(await context.entries(space), damage).toEqual([]);
        expect((await context.journal.list(space, {})).items, damage).toEqual([]);
      }
    },
  },
  {
    title: "keeps nothing when the stream of entries breaks off",
    async run(context) {
      const entries = await writeHistory(context);
      const copy = context.otherSpace("copy");
      await expect(restore(context, copy, stream(entries.slice(0, 4), new Error("the file ends here")))).rejects.toThrow(
        "the file ends here",
      );
      expect(await context.entries(copy)).toEqual([]);
      expect(await collect(context.journal.spaces(copy))).toEqual([]);
      await restore(context, copy, stream(entries));
      expect(await context.entries(copy)).toEqual(entries);
    },
  },
]);

function withoutContent(entry: Entry): Entry {
  const { content: _content, ...rest } = entry;
  return rest;
}
