import { openMemory, type SpaceMemory } from "@pagefile/core";
import { type Filter, matchesFilter, type MemoryRecord, type RecordKind, recordKinds, type Store } from "@pagefile/core/contracts";
import { deterministicEmbedder, inMemoryJournal, inMemoryStore } from "@pagefile/testing";
import type { Stack } from "../../src/compose-stack.ts";

/** A text and where it made a store answer with other records than the evaluator accepts, or than the reference store finds. */
export interface Widening {
  readonly position: string;
  readonly text: string;
}

const batch = 20;
const patience = { embedder: deterministicEmbedder(), storeDeadlineMs: 120_000, armDeadlineMs: 60_000 };

/**
 * Puts each text into every position of every store of a stack: filters, full text, names and predicates of the graph, tags,
 * attributes, collections and keys. A neighbour holds the same texts, and is not to be seen.
 */
export async function widenings(stack: Stack, texts: readonly string[]): Promise<readonly Widening[]> {
  const memory = openMemory({ ...stack, ...patience });
  const tenant = `w${crypto.randomUUID().slice(0, 8)}`;
  const wide: Widening[] = [];
  for (let at = 0; at < texts.length; at += batch) {
    const mine = [...new Set(texts.slice(at, at + batch))];
    const [space, neighbour] = [memory.space(`${tenant}/s${at}`), memory.space(`${tenant}/n${at}`)];
    const reference = openMemory({ journal: inMemoryJournal(), stores: [inMemoryStore({ name: "reference" })], ...patience });
    const expected = reference.space(space.name);
    for (const one of [space, neighbour, expected]) await fill(one, mine);
    const { items } = await space.list({ limit: 1_000 });
    for (const text of mine) {
      const [wanted, got] = [await answersOf(expected, text), await answersOf(space, text)];
      const differing = Object.keys(wanted).filter((position) => wanted[position] !== got[position]);
      const filtered = (await Promise.all(storesOf(stack).map(async (store) => filtersWidened({ store, space, items }, text)))).flat();
      wide.push(...[...differing, ...filtered].map((position) => ({ position, text })));
    }
    for (const { name } of [space, neighbour]) for (const store of stack.stores) await store.drop(name);
  }
  return wide;
}

function storesOf({ journal, stores }: Stack): readonly Store[] {
  return [...stores, ...(journal.store === undefined ? [] : [journal.store])];
}

async function fill(space: SpaceMemory, texts: readonly string[]): Promise<void> {
  await space.write(
    texts.flatMap((text, at) => {
      const labels = { tags: [text], attributes: { said: text, number: at, session: text }, collection: text, key: text };
      return (["message", "passage"] as const).map((kind) => ({ kind, text: `${text} common`, ...labels }));
    }),
  );
  for (const text of texts) {
    await space.graph.addFact({
      subject: `From ${text}`,
      predicate: `goes ${text}`,
      object: `To ${text}`,
      text: `${text} common`,
      // A type has 64 characters at the most.
      subjectType: [...text].slice(0, 30).join(""),
    });
  }
}

/** What the memory answers, as texts that are the same whatever the ids. */
async function answersOf(space: SpaceMemory, text: string): Promise<Readonly<Record<string, string>>> {
  const named = (records: readonly MemoryRecord[]): string =>
    records
      .map(({ kind, body }) => `${kind} ${textOf(body)}`)
      .toSorted()
      .join();
  const around = await space.graph.neighbourhood(`From ${text}`, { hops: 2 });
  const way = await space.graph.path(`From ${text}`, `To ${text}`);
  const { hits } = await space.read(text, { arms: ["lexical"], kinds: ["message", "passage", "entity", "fact"], limit: 200 });
  return {
    collection: named((await space.list({ kind: "message", collection: text, by: "key" })).items),
    key: named(await space.getMany([{ kind: "message", collection: text, key: text }])),
    tag: named((await space.list({ tag: text })).items),
    "full text": named(hits.map(({ record }) => record)),
    "graph name": around.entities
      .map(({ name, hops }) => `${hops} ${name}`)
      .toSorted()
      .join(),
    "graph predicate": around.facts
      .map(({ predicate, text: said }) => `${predicate} ${said}`)
      .toSorted()
      .join(),
    "graph path": way.map(({ predicate, text: said }) => `${predicate} ${said}`).join(),
  };
}

function textOf(body: MemoryRecord["body"]): string {
  return body instanceof Uint8Array ? "" : JSON.stringify([body["text"], body["name"]]);
}

interface Filtered {
  readonly store: Store;
  readonly space: SpaceMemory;
  readonly items: readonly MemoryRecord[];
}

/** The filters whose results in a store are not what the evaluator accepts. */
async function filtersWidened({ store, space, items }: Filtered, text: string): Promise<readonly string[]> {
  const filters: Readonly<Record<string, Filter>> = {
    equals: { attribute: "said", equals: text },
    "not equals": { not: { attribute: "said", equals: text } },
    in: { attribute: "said", in: [text, "a"] },
    range: { attribute: "said", range: { gte: text } },
    below: { attribute: "said", range: { lt: text } },
    tag: { tag: text },
    "attribute name": { attribute: text, equals: 1 },
    "either way": { or: [{ tag: text }, { not: { attribute: "session", equals: text } }] },
  };
  const kinds: readonly RecordKind[] = recordKinds.filter((kind) => store.capabilities.serves[kind]?.includes("time") === true);
  if (kinds.length === 0 || store.capabilities.filters === "none") return [];
  const wide = Object.entries(filters).map(async ([position, filter]) => {
    const found = await store.search(space.name, { arm: "time", kinds, order: "newest", limit: 1_000, filter }, {});
    const wanted = items
      .filter((record) => record.index && kinds.includes(record.kind) && matchesFilter(filter, record))
      .map(({ id }) => id);
    const same = JSON.stringify(found.map(({ id }) => id).toSorted()) === JSON.stringify(wanted.toSorted());
    return same ? [] : [`${store.name} ${position}`];
  });
  return (await Promise.all(wide)).flat();
}
