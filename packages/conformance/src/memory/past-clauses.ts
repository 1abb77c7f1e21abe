import { type Entry, parseCanonicalJson } from "@pagefile/core/contracts";
import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { collect } from "../collect.ts";
import { replayed } from "../journal/replay.ts";
import type { MemoryContext } from "./memory-context.ts";
import type { SpaceSubject, TimelineSubject } from "./memory-subject.ts";

/** The journal of a space, as it is exported. */
async function entriesOf(space: SpaceSubject): Promise<readonly Entry[]> {
  const [, ...lines] = await collect(space.export());
  return lines.map((line) => parseCanonicalJson(line) as Entry);
}

/** Every page of a timeline. */
async function wholeTimeline(space: SpaceSubject, limit: number): Promise<TimelineSubject["items"]> {
  const items = [];
  let cursor: string | undefined;
  do {
    const page: TimelineSubject = await space.timeline(cursor === undefined ? { limit } : { limit, cursor });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return items;
}

export const pastClauses: readonly Clause<MemoryContext>[] = inArea("past", [
  {
    title: "is at every entry what a replay of its export says, after work of every kind",
    async run(context) {
      const space = context.space();
      await context.work(space, 25);
      const entries = await entriesOf(space);
      expect(entries.length).toBeGreaterThan(30);
      for (let seq = 0; seq <= entries.length; seq += 1) {
        const said = `seed ${context.random.seed}, after entry ${seq}`;
        const then = replayed(entries, seq);
        const past = space.at(seq);
        expect((await past.list({ limit: 1_000 })).items, said).toEqual(then);
        expect((await past.list({ kind: "message", order: "descending", limit: 1_000 })).items, said).toEqual(
          then.filter(({ kind }) => kind === "message").toReversed(),
        );
        const ids = context.random.sample([...new Set(entries.map(({ id }) => id))], 1, 9);
        expect(await past.getMany(ids), said).toEqual(ids.flatMap((id) => then.filter((record) => record.id === id)));
      }
    },
  },
  {
    title: "recalls of the past only what was there, and as it was",
    async run(context) {
      const space = context.space();
      await context.work(space, 15);
      const entries = await entriesOf(space);
      let found = 0;
      for (let seq = 0; seq <= entries.length; seq += 3) {
        const then = replayed(entries, seq);
        const recall = await space.at(seq).read("the harbour in May 2023", { arms: context.arms, limit: 200 });
        for (const { id, record } of recall.hits) expect(record).toEqual(then.find((one) => one.id === id));
        expect(recall.past?.seq).toBe(seq);
        found += recall.hits.length;
      }
      expect(found).toBeGreaterThan(0);
    },
  },
  {
    title: "shows every entry once in the timeline, with what it replaced, and which of them undo takes back",
    async run(context) {
      const space = context.space();
      await context.work(space, 25);
      const entries = await entriesOf(space);
      const items = await wholeTimeline(space, 7);
      expect(items.map(({ entry }) => entry)).toEqual(entries.toReversed());
      for (const { entry, before, superseded, undoable } of items) {
        const erased = entry.salt === undefined;
        const record = erased ? undefined : replayed(entries, entry.seq - 1).find(({ id }) => id === entry.id);
        expect(before?.body, `what entry ${entry.seq} replaced`).toEqual(record?.body);
        expect(superseded).toBe(entries.some(({ id, seq }) => id === entry.id && seq > entry.seq));
        expect(undoable).toBe(!superseded && !erased);
      }
      const undone = items.filter(({ undoable }) => undoable).slice(0, 5);
      for (const { entry, before } of undone) {
        await space.undo(entry.id);
        const { items: present } = await space.list({ limit: 1_000 });
        expect(present.find(({ id }) => id === entry.id)?.body).toEqual(before?.body);
      }
    },
  },
  {
    title: "tells a watcher of every entry once and in order, from the one it asks for on",
    async run(context) {
      const space = context.space();
      await context.write(space, context.drafts(4));
      const seqs: number[] = [];
      const watching = (async () => {
        for await (const { seq } of space.watch({ after: 2, signal: AbortSignal.timeout(15_000) })) {
          seqs.push(seq);
          if (seqs.length === 12) return;
        }
      })();
      await Promise.all(Array.from({ length: 5 }, (_, at) => context.write(space, context.drafts(2, `gull${at}`))));
      await watching;
      expect(seqs).toEqual(Array.from({ length: 12 }, (_, at) => at + 3));
    },
  },
]);
