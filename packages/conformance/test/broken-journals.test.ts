import { type Entry, isPagefileError, type MemoryRecord, type Receipt, type Space } from "@pagefile/core/contracts";
import { journalClauses } from "../src/index.ts";
import { testBreakages } from "./breakage.ts";
import { type Alteration, journalThat } from "./broken-journal.ts";

async function* mapped(entries: AsyncIterable<Entry>, change: (entry: Entry) => Entry | undefined): AsyncGenerator<Entry> {
  for await (const entry of entries) {
    const made = change(entry);
    if (made !== undefined) yield made;
  }
}

const keepsErased: Alteration = (journal) => {
  const kept = new Map<string, Entry>();
  const unerased = ({ hash, ...entry }: Entry): Entry => kept.get(hash) ?? { hash, ...entry };
  return {
    async erase(space, ids, options) {
      for await (const entry of journal.read(space, 0)) kept.set(entry.hash, entry);
      return journal.erase(space, ids, options);
    },
    read: (space, after) => mapped(journal.read(space, after), unerased),
    history: (space, id) => mapped(journal.history(space, id), unerased),
  };
};

const appendsOneByOne: Alteration = (journal) => ({
  async append(space, changes, options) {
    let { head } = await journal.append(space, [], options);
    const applied = [];
    for (const change of changes) {
      const receipt = await journal.append(space, [change], { recordedAt: options.recordedAt });
      applied.push(...receipt.applied);
      head = receipt.head;
    }
    return { applied, head, replayed: false };
  },
});

const restoresWhatItCan: Alteration = (journal) => ({
  async restore(space, entries, documents) {
    const good: Entry[] = [];
    const counted = async function* (): AsyncGenerator<Entry> {
      for await (const entry of entries) {
        yield entry;
        good.push(entry);
      }
    };
    const again = async function* (): AsyncGenerator<Entry> {
      yield* good;
    };
    try {
      return await journal.restore(space, counted(), documents);
    } catch (error) {
      if (!isPagefileError(error, "SPACE_NOT_EMPTY")) await journal.restore(space, again(), documents);
      throw error;
    }
  },
});

const listsByPrefix: Alteration = (journal) => ({
  async list(space, page) {
    const items: MemoryRecord[] = [];
    for await (const other of journal.spaces(space)) items.push(...(await journal.list(other, page)).items);
    return page.limit === undefined && page.cursor === undefined && items.length < 50 ? { items } : journal.list(space, page);
  },
});

const matchesPrefixAsPattern: Alteration = (journal) => ({
  async *spaces(prefix): AsyncGenerator<Space> {
    const pattern = new RegExp(`^${prefix.replaceAll(".", "\\.").replaceAll("_", ".").replaceAll("%", ".*")}`);
    for await (const space of journal.spaces("")) if (pattern.test(space)) yield space;
  },
});

const sharesObjects: Alteration = (journal) => {
  const given = new Map<string, MemoryRecord>();
  return {
    async get(space, refs, options) {
      const records = await journal.get(space, refs, options);
      return records.map((record) => {
        const name = `${space} ${record.id} ${record.version}`;
        given.set(name, given.get(name) ?? record);
        return given.get(name) ?? record;
      });
    },
  };
};

const keepsReceipts: Alteration = (journal) => {
  const receipts = new Map<string, Receipt>();
  return {
    async append(space, changes, options) {
      const receipt = await journal.append(space, changes, options);
      if (options.idempotency === undefined) return receipt;
      const name = `${space} ${options.idempotency.key}`;
      const first = receipts.get(name);
      receipts.set(name, first ?? receipt);
      return first === undefined ? receipt : { ...first, replayed: true };
    },
  };
};

testBreakages(journalClauses, [
  journalThat(
    "loses an entry when it is read",
    (journal) => ({ read: (space, after) => mapped(journal.read(space, after), (entry) => (entry.seq % 7 === 0 ? undefined : entry)) }),
    {
      fails: ["reads the entries after a seq, in order and without gaps"],
      areas: ["read", "restore", "concurrency", "past"],
    },
  ),
  journalThat("appends change by change", appendsOneByOne, {
    fails: [
      "leaves nothing behind of an append in which one change fails",
      "refuses two new records of one name in one append, and keeps neither",
    ],
    areas: ["append", "idempotency", "collection and key", "concurrency", "durability"],
  }),
  journalThat(
    "forgets what it has done once",
    (journal) => ({ append: (space, changes, { recordedAt }) => journal.append(space, changes, { recordedAt }) }),
    {
      fails: ["writes once for one key and returns the first receipt again", "refuses a key that was used for a different write"],
      areas: ["idempotency", "durability"],
    },
  ),
  journalThat(
    "remembers a key for all spaces",
    (journal) => {
      const spaces = new Map<string, Space>();
      return {
        append(space, changes, options) {
          const key = options.idempotency?.key;
          const first = key === undefined ? space : (spaces.get(key) ?? space);
          if (key !== undefined) spaces.set(key, first);
          return journal.append(first, changes, options);
        },
      };
    },
    { fails: ["keeps the keys of spaces apart"], areas: ["idempotency"] },
  ),
  journalThat(
    "ignores the expected version",
    (journal) => ({
      append: (space, changes, options) =>
        journal.append(
          space,
          changes.map(({ expectedVersion, ...change }) =>
            change.type === "put" && expectedVersion !== undefined ? { ...change, onConflict: "replace" } : change,
          ),
          options,
        ),
    }),
    {
      fails: [
        "refuses to replace another than the expected version, and hands back the current record",
        "loses no update when many writers count by expected version",
      ],
      areas: ["conflicts", "collection and key", "concurrency"],
    },
  ),
  journalThat("keeps receipts with the records in them", keepsReceipts, {
    fails: ["keeps nothing of an erased record in the receipt it returns again"],
    areas: ["idempotency"],
  }),
  journalThat("keeps the payload of what it erased", keepsErased, {
    fails: [
      "removes the payload of every version of a record",
      "erases what is left of a deleted record",
      "still lacks what was erased when it is opened again",
    ],
    areas: ["erase", "restore", "durability", "read", "past"],
  }),
  journalThat(
    "breaks the chain at an erasure",
    (journal) => ({
      read: (space, after) =>
        mapped(journal.read(space, after), (entry) => (entry.operation === "erase" ? { ...entry, previousHash: entry.hash } : entry)),
    }),
    {
      fails: ["leaves a chain that still verifies, with every earlier hash as it was"],
      areas: ["erase", "restore", "past"],
    },
  ),
  journalThat(
    "skips a record from page to page",
    (journal) => ({
      async list(space, page) {
        const found = await journal.list(space, page);
        return page.cursor === undefined || found.items.length < 3 ? found : { ...found, items: found.items.slice(1) };
      },
    }),
    {
      fails: [
        "lists by id, whatever order the records were written in, both ways",
        "shows none twice and misses none while records come and go between pages",
      ],
      areas: ["list", "past"],
    },
  ),
  journalThat(
    "begins again when a cursor is not its own",
    (journal) => ({
      list: (space, { cursor, ...page }) =>
        journal.list(space, cursor === undefined ? page : { ...page, cursor }).catch(() => journal.list(space, page)),
    }),
    { fails: ["refuses a cursor of another query", "refuses what never was a cursor, of whatever type"], areas: ["list cursors", "past"] },
  ),
  journalThat("restores as far as it gets", restoresWhatItCan, {
    fails: ["refuses entries that do not chain, and keeps none of them", "keeps nothing when the stream of entries breaks off"],
    areas: ["restore"],
  }),
  journalThat("lists the spaces of longer names too", listsByPrefix, {
    fails: ["keeps look-alike spaces apart in every call, even for one id and one name"],
    areas: ["spaces"],
  }),
  journalThat("takes a prefix of a space name as a pattern", matchesPrefixAsPattern, {
    fails: ["names in order the spaces with entries whose name starts with a prefix, taken literally"],
    areas: ["spaces"],
  }),
  journalThat(
    "trims the keys it looks up",
    (journal) => ({
      get: (space, refs, options) =>
        journal.get(
          space,
          refs.map((ref) => (typeof ref === "string" ? ref : { ...ref, key: ref.key.trim() })),
          options,
        ),
    }),
    { fails: ["compares names exactly: no folding, trimming or normalising"], areas: ["collection and key", "past"] },
  ),
  journalThat(
    "reads on past the head it began with",
    (journal) => ({
      async *read(space, after): AsyncGenerator<Entry> {
        for (let seq = after; (await journal.head(space)).seq > seq; seq += 1) {
          for await (const entry of journal.read(space, seq)) {
            yield entry;
            break;
          }
        }
      },
    }),
    { fails: ["ends at the head as it was when the reading began"], areas: ["read"] },
  ),
  journalThat("hands out its own objects", sharesObjects, {
    fails: ["is untouched by what a caller later does to the objects it passed or got"],
    areas: ["append"],
  }),
  journalThat("folds the names of stores", (journal) => ({ cursor: (space, store) => journal.cursor(space, store.toLowerCase()) }), {
    fails: ["keeps one cursor for each store and space"],
    areas: ["cursors"],
  }),
  journalThat(
    "looks only for spaces that a store never began with",
    (journal) => ({
      async *behind(store): AsyncGenerator<Space> {
        for await (const space of journal.behind(store)) if ((await journal.cursor(space, store).get()) === 0) yield space;
      },
    }),
    { fails: ["names exactly the spaces whose head is past the store's cursor"], areas: ["behind"] },
  ),
]);
