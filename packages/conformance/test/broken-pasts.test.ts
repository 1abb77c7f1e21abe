import type { Entry, Journal, MemoryRecord, RecordRef, Space } from "@pagefile/core/contracts";
import { journalClauses } from "../src/index.ts";
import { testBreakages } from "./breakage.ts";
import { type Alteration, journalThat } from "./broken-journal.ts";

const replays = "equals a replay of the journal at every entry of a random history, by any ref and any condition";

const isThere = (record: MemoryRecord | undefined): record is MemoryRecord => record !== undefined;

/** What was erased, by its entry, as it was before. */
const remembersErased: Alteration = (journal) => {
  const kept = new Map<string, MemoryRecord[]>();
  return {
    async erase(space, ids, options) {
      for (let asOf = 1; asOf <= (await journal.head(space)).seq; asOf += 1) {
        const name = `${space} ${asOf}`;
        kept.set(name, [...(kept.get(name) ?? []), ...(await journal.get(space, ids, { asOf }))]);
      }
      return journal.erase(space, ids, options);
    },
    async get(space, refs, { asOf } = {}) {
      if (asOf === undefined) return journal.get(space, refs);
      const found = await Promise.all(refs.map(async (ref) => [await journal.get(space, [ref], { asOf }), ref] as const));
      const erased = kept.get(`${space} ${asOf}`) ?? [];
      return found.map(([[record], ref]) => record ?? erased.find(({ id }) => id === ref)).filter(isThere);
    },
  };
};

async function versions(journal: Journal, space: Space, ref: RecordRef): Promise<Entry[]> {
  const entries: Entry[] = [];
  if (typeof ref === "string") for await (const entry of journal.history(space, ref)) entries.push(entry);
  return entries;
}

testBreakages(journalClauses, [
  journalThat("shows the present as the past", (journal) => ({ get: (space, refs) => journal.get(space, refs) }), {
    fails: ["gets each version after the entry that wrote it, and until the next", "gets records by the names they had then", replays],
    areas: ["past"],
  }),
  journalThat("lists the present as the past", (journal) => ({ list: (space, { asOf: _asOf, ...page }) => journal.list(space, page) }), {
    fails: ["lists what was deleted since, and neither later records nor later versions", replays],
    areas: ["past"],
  }),
  journalThat(
    "lists of the past only what is still there",
    (journal) => ({
      async list(space, page) {
        const found = await journal.list(space, page);
        if (page.asOf === undefined) return found;
        const there = new Set(
          (
            await journal.get(
              space,
              found.items.map(({ id }) => id),
            )
          ).map(({ id }) => id),
        );
        return { ...found, items: found.items.filter(({ id }) => there.has(id)) };
      },
    }),
    { fails: ["lists what was deleted since, and neither later records nor later versions", replays], areas: ["past"] },
  ),
  journalThat(
    "lists of the past in the versions of the present",
    (journal) => ({
      async list(space, page) {
        const found = await journal.list(space, page);
        if (page.asOf === undefined) return found;
        const now = new Map(
          (
            await journal.get(
              space,
              found.items.map(({ id }) => id),
            )
          ).map((record) => [record.id, record]),
        );
        return { ...found, items: found.items.map((record) => now.get(record.id) ?? record) };
      },
    }),
    { fails: ["lists what was deleted since, and neither later records nor later versions", replays], areas: ["past"] },
  ),
  journalThat("counts the present as the past", (journal) => ({ count: (space) => journal.count(space) }), {
    fails: [replays],
    areas: ["past"],
  }),
  journalThat(
    "finds the past by the names of the present",
    (journal) => ({
      async get(space, refs, { asOf } = {}) {
        if (asOf === undefined) return journal.get(space, refs);
        const ids = await Promise.all(refs.map(async (ref) => (typeof ref === "string" ? ref : (await journal.get(space, [ref]))[0]?.id)));
        return journal.get(
          space,
          ids.filter((id) => id !== undefined),
          { asOf },
        );
      },
    }),
    { fails: ["gets records by the names they had then", replays], areas: ["past"] },
  ),
  journalThat(
    "is one entry late",
    (journal) => ({
      get: (space, refs, { asOf } = {}) => journal.get(space, refs, asOf === undefined ? {} : { asOf: asOf - 1 }),
    }),
    { fails: ["gets each version after the entry that wrote it, and until the next", replays], areas: ["past", "spaces"] },
  ),
  journalThat(
    "takes an earlier life of a record for its last",
    (journal) => ({
      async get(space, refs, { asOf } = {}) {
        if (asOf === undefined) return journal.get(space, refs);
        const found = refs.map(async (ref) => {
          const [record] = await journal.get(space, [ref], { asOf });
          const before = (await versions(journal, space, ref)).findLast(({ seq, operation }) => seq <= asOf && operation === "put");
          return record ?? (before && (await journal.get(space, [ref], { asOf: before.seq }))[0]);
        });
        return (await Promise.all(found)).filter(isThere);
      },
    }),
    { fails: ["gets each version after the entry that wrote it, and until the next", replays], areas: ["past"] },
  ),
  journalThat("remembers what it erased in the past", remembersErased, {
    fails: ["shows nothing of an erased record in any past, and of one written again only what came after", replays],
    areas: ["past"],
  }),
  journalThat(
    "takes no later id for a bound that is too low",
    (journal) => ({
      async list(space, page) {
        if (page.asOf === undefined || page.asOf % 256 !== 0 || page.asOf === 0) return journal.list(space, page);
        const { items } = await journal.entries(space, { below: page.asOf + 1, limit: 1 });
        const found = await journal.list(space, page);
        return { ...found, items: found.items.filter(({ id }) => id <= (items[0]?.id ?? "")) };
      },
    }),
    { fails: ["lists an earlier moment below any number of later records, whatever the order of their ids"], areas: ["past"] },
  ),
  journalThat(
    "forgets the past when a space is restored",
    (journal) => {
      const begun = new Map<Space, number>();
      return {
        async restore(space, entries, documents) {
          const head = await journal.restore(space, entries, documents);
          begun.set(space, head.seq);
          return head;
        },
        list: async (space, page) => ((page.asOf ?? Infinity) < (begun.get(space) ?? 0) ? { items: [] } : journal.list(space, page)),
      };
    },
    { fails: ["has the past of a space that was restored"], areas: ["past"] },
  ),
  journalThat(
    "takes a page of any moment for the next one",
    (journal) => ({
      async list(space, page) {
        return journal.list(space, page).catch((error: unknown) => {
          if (page.asOf === undefined) throw error;
          return { items: [] };
        });
      },
    }),
    { fails: ["keeps the pages of an earlier moment as they were while records come, change and go"], areas: ["past"] },
  ),
  journalThat(
    "lists entries oldest first whatever it is asked",
    (journal) => ({ entries: (space, page) => journal.entries(space, { ...page, order: "ascending" }) }),
    {
      fails: ["lists the entries that a reading gives, the newest first unless told otherwise"],
      areas: ["entries"],
    },
  ),
  journalThat(
    "counts the bound of a range of entries in",
    (journal) => ({
      entries: (space, { below, ...page }) => journal.entries(space, { ...page, ...(below !== undefined && { below: below + 1 }) }),
    }),
    { fails: ["lists exactly the entries between two seqs, on pages of any size, both ways"], areas: ["entries"] },
  ),
  journalThat(
    "pages through entries by offset",
    (journal) => ({
      async entries(space, { cursor, limit = 100, ...page }) {
        const { items } = await journal.entries(space, { ...page, limit: 1_000 });
        const from = Number(cursor ?? 0);
        const shown = items.slice(from, from + limit);
        return items.length > from + limit ? { items: shown, next: String(from + limit) } : { items: shown };
      },
    }),
    {
      fails: [
        "lists each entry once while more are appended between pages",
        "refuses what never was a cursor of entries, of whatever type",
      ],
      areas: ["entries"],
    },
  ),
]);
