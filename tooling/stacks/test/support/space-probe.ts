import type { SpaceMemory } from "@pagefile/core";
import type { Filter, Journal, RecordKind, RecordRef, Store } from "@pagefile/core/contracts";
import { deterministicEmbedder, type RandomSource } from "@pagefile/testing";
import { hostileName, hostileValue } from "./hostile-names.ts";
import { type Neighbourhood, sharedId } from "./neighbourhood.ts";

/** What is asked: the target through its memory, and every store below it directly. */
export interface Probed {
  readonly memory: { space(name: string): SpaceMemory };
  readonly journal: Journal;
  readonly stores: readonly Store[];
  readonly around: Neighbourhood;
  /** Ids that an operation was given, which an error may say again. */
  readonly asked: Set<string>;
}

/** What an operation brought back, and numbers in it with the most each may be. */
export interface Answer {
  readonly said: unknown;
  readonly counts?: readonly (readonly [number, number])[];
}

export type Operation = (probed: Probed, random: RandomSource) => Promise<Answer>;

const embedder = deterministicEmbedder();
const kinds: readonly RecordKind[] = ["message", "block", "passage", "entity", "fact", "row"];

/** A name that is there, the name of what only a neighbour has, or a hostile one. */
function anyName({ around }: Probed, random: RandomSource): string {
  const guess = random.pick(around.guesses);
  return random.chance() ? hostileValue(random) : random.pick(["shared", "harbour", "Ana", guess, `House ${guess}`, `only_${guess}`]);
}

function anyId({ around, asked }: Probed, random: RandomSource): string {
  const id = random.chance(0.2) ? hostileValue(random) : random.pick([sharedId(random.integer(1, 4)), random.pick(around.ids)]);
  asked.add(id);
  return id;
}

function anyRef(probed: Probed, random: RandomSource): RecordRef {
  if (random.chance(0.4)) return { kind: random.pick(["message", "passage", "block"]), collection: "shared", key: "shared" };
  if (random.chance()) return anyId(probed, random);
  return { kind: random.pick(kinds), collection: anyName(probed, random), key: anyName(probed, random) };
}

function anyFilter(probed: Probed, random: RandomSource): Filter {
  const [name, value] = [random.chance(0.7) ? random.pick(["speaker", "session"]) : hostileValue(random), anyName(probed, random)];
  return random.pick<Filter>([
    { tag: value },
    { attribute: name, equals: value },
    { not: { attribute: name, equals: value } },
    { attribute: name, in: [value, "shared"] },
    { attribute: name, range: { gte: value } },
    { or: [{ tag: value }, { not: { tag: value } }] },
  ]);
}

/** Mostly what an honest caller gives, or nothing but refusals would be seen. */
function mostly(plain: string, random: RandomSource): string {
  return random.chance(0.75) ? plain : hostileValue(random);
}

function textOf(name: unknown): string {
  return typeof name === "string" ? name.slice(0, 1_000) : "";
}

async function ownRecords({ around: { target } }: Probed): Promise<number> {
  return Object.values(await target.count()).reduce((sum, count) => sum + count, 0);
}

/** Everything that reads. Each takes what the caller may say of records, and nothing says a space. */
export const reads: Readonly<Record<string, Operation>> = {
  async read(probed, random) {
    const query = textOf(anyName(probed, random));
    const filter = random.chance(0.3) ? { filter: anyFilter(probed, random) } : {};
    const recall = await probed.around.target.read(`${query} harbour`, {
      ...filter,
      kinds: ["message", "passage", "entity", "fact"],
      limit: 50,
    });
    const own = await ownRecords(probed);
    const { query: _query, ...said } = recall;
    return { said, counts: [[recall.total, own], ...recall.searched.map(({ matches }) => [matches, own] as const)] };
  },
  async mounts(probed, random) {
    const space = mostly("s/mounted.space", random);
    const title = mostly("Mounted", random);
    const { query: _query, ...said } = await probed.around.target.read("harbour shared", { mounts: [{ space, title }], limit: 50 });
    return { said, counts: [[said.total, await ownRecords(probed)]] };
  },
  async get(probed, random) {
    const ref = anyRef(probed, random);
    return { said: await probed.around.target.get(ref) };
  },
  async list(probed, random) {
    const collection = random.chance() ? { collection: anyName(probed, random), by: "key" as const } : {};
    const tag = random.chance() ? { tag: anyName(probed, random) } : {};
    const parent = random.chance(0.2) ? { parent: anyId(probed, random) } : {};
    const { items } = await probed.around.target.list({ ...collection, ...tag, ...parent, limit: 200 });
    return { said: items };
  },
  async cursor(probed, random) {
    const [neighbour] = probed.around.neighbours;
    const foreign = await neighbour?.list({ limit: 2 });
    const cursor = random.chance() ? hostileValue(random) : (foreign?.next ?? "");
    return { said: await probed.around.target.list({ limit: 50, cursor }) };
  },
  async count(probed) {
    const { items } = await probed.around.target.list({ limit: 1_000 });
    const counts = await probed.around.target.count();
    return {
      said: counts,
      counts: Object.entries(counts).map(([kind, count]) => [count, items.filter((item) => item.kind === kind).length]),
    };
  },
  async history(probed, random) {
    const id = anyId(probed, random);
    return { said: await probed.around.target.history(id) };
  },
  async journalRead(probed) {
    const entries = [];
    for await (const entry of probed.journal.read(probed.around.target.name, 0)) entries.push(entry);
    const { seq } = await probed.journal.head(probed.around.target.name);
    return {
      said: entries,
      counts: [
        [seq, entries.length],
        [entries.length, seq],
      ],
    };
  },
  async entries(probed, random) {
    const cursor = random.chance(0.2) ? { cursor: hostileValue(random) } : {};
    const order = random.pick(["ascending", "descending"] as const);
    const { items } = await probed.journal.entries(probed.around.target.name, { order, limit: 1_000, ...cursor });
    const { seq } = await probed.journal.head(probed.around.target.name);
    return { said: items, counts: [[items.length, seq], ...items.map((entry) => [entry.seq, seq] as const)] };
  },
  async timeline(probed, random) {
    const [text, principal] = [textOf(anyName(probed, random)), anyName(probed, random)];
    const conditions = [{}, { text }, { principal }, { kinds: [random.pick(kinds)] }, { operations: ["delete", "erase"] }] as const;
    const page = await probed.around.target.timeline({ ...random.pick(conditions), limit: 200 });
    const { seq } = await probed.around.target.head();
    return {
      said: page,
      counts: [
        [page.head.seq, seq],
        [page.searched.newest, seq],
      ],
    };
  },
  async pastGet(probed, random) {
    const ref = random.chance(0.4) ? sharedId(random.integer(1, 4)) : anyRef(probed, random);
    return { said: await past(probed, random).getMany([ref]) };
  },
  async pastList(probed, random) {
    const collection = random.chance() ? { collection: anyName(probed, random), by: "key" as const } : {};
    const kind = random.chance() ? { kind: random.pick(kinds) } : {};
    const { items } = await past(probed, random).list({ ...collection, ...kind, limit: 200 });
    return { said: items };
  },
  async pastCount(probed, random) {
    const then = past(probed, random);
    const [counts, { items }] = [await then.count(), await then.list({ limit: 1_000 })];
    return {
      said: counts,
      counts: Object.entries(counts).map(([kind, count]) => [count, items.filter((item) => item.kind === kind).length]),
    };
  },
  async pastMoment({ around }) {
    const then = around.target.at(new Date("2100-01-01T00:00:00Z"));
    const [{ seq }, at, recordedAt] = [await around.target.head(), await then.seq(), await then.recordedAt()];
    return { said: [at, recordedAt], counts: [[at, seq]] };
  },
  async pastRead(probed, random) {
    const recall = await past(probed, random).read(`${textOf(anyName(probed, random))} harbour`, { limit: 50 });
    const { query: _query, ...said } = recall;
    return { said, counts: [[recall.total, await ownRecords(probed)]] };
  },
  async watch({ around: { target } }) {
    const { seq } = await target.head();
    const entries = [];
    for await (const entry of target.watch({ after: 0, signal: AbortSignal.timeout(60_000) })) if (entries.push(entry) === seq) break;
    return { said: entries };
  },
  async graphSearch(probed, random) {
    const name = anyName(probed, random);
    return { said: await probed.around.target.graph.search(name) };
  },
  async neighbourhood(probed, random) {
    const entity = random.chance(0.6) ? random.pick(["Ana", sharedId(4)]) : random.pick([anyId, anyName])(probed, random);
    return { said: await probed.around.target.graph.neighbourhood(entity, { hops: 3 }) };
  },
  async path(probed, random) {
    const ends = [random.pick(["Ana", sharedId(4)]), random.chance(0.6) ? "House plain" : anyName(probed, random)] as const;
    return { said: await probed.around.target.graph.path(...ends) };
  },
  async facts(probed, random) {
    const entity = random.chance(0.7) ? "Ana" : anyName(probed, random);
    return { said: await probed.around.target.graph.facts(entity) };
  },
  async query(probed, random) {
    const name = textOf(anyName(probed, random));
    const sql = random.pick([
      "SELECT key, what FROM items",
      `SELECT * FROM ${name}`,
      `SELECT count(*) FROM items WHERE what <> '${name}'`,
      `SELECT what FROM items WHERE what LIKE '%${name}%'`,
      `SELECT * FROM items UNION SELECT * FROM only_${probed.around.guesses[0]}`,
      "SELECT name, sql FROM sqlite_master",
      "SELECT body FROM record",
      "SELECT current_setting('pagefile.space'), what FROM items",
    ]);
    const { rows, total, text } = await probed.around.target.tables.query(sql);
    const { items } = await probed.around.target.list({ kind: "row", limit: 1_000 });
    return { said: [rows, text], counts: [[total, items.length]] };
  },
  async judgements(probed, random) {
    const judgements = await probed.around.target.judgements([sharedId(1), sharedId(2), anyId(probed, random)]);
    return { said: [...judgements] };
  },
  async documents(probed, random) {
    const identity = random.chance() ? "shared.txt" : textOf(anyName(probed, random));
    const { documents } = probed.around.target;
    return { said: [await documents.list(), await documents.get(identity), await documents.passages(identity)] };
  },
  async otherSpace(probed, random) {
    const name = random.chance(0.3) ? hostileValue(random) : random.pick(["constructor/prototype", "a/toString", "0/0", "s/own.space"]);
    const space = probed.memory.space(name);
    const said = [await space.list({}), await space.count(), await space.read("harbour shared"), await space.head()];
    return { said, counts: [[(await space.head()).seq, 0]] };
  },
  async verify(probed) {
    const report = await probed.around.target.verify();
    return { said: report, counts: [[report.stores.flatMap(({ findings }) => findings).length, 0]] };
  },
  async scan(probed, random) {
    const own = new Set((await probed.around.target.list({ limit: 1_000 })).items.map(({ id }) => id));
    const seen = new Set<string>();
    for await (const { id } of random.pick(probed.stores).scan(probed.around.target.name)) seen.add(id);
    return { said: [...seen], counts: [[[...seen].filter((id) => !own.has(id)).length, 0]] };
  },
  lexical: (probed, random) => searched(probed, random, "lexical"),
  vector: (probed, random) => searched(probed, random, "vector"),
  time: (probed, random) => searched(probed, random, "time"),
  graph: (probed, random) => searched(probed, random, "graph"),
};

/** The target at one of its entries. */
function past({ around }: Probed, random: RandomSource): ReturnType<SpaceMemory["at"]> {
  return around.target.at(random.integer(0, 60));
}

/** A store is asked directly: what it finds of another space core would not find in the journal, and so not show. */
async function searched(probed: Probed, random: RandomSource, arm: "lexical" | "vector" | "time" | "graph"): Promise<Answer> {
  const serving = probed.stores.filter(({ capabilities }) => Object.values(capabilities.serves).some((arms) => arms.includes(arm)));
  if (serving.length === 0) return { said: undefined };
  const store = random.pick(serving);
  const { target, canaries } = probed.around;
  const served = kinds.filter((kind) => store.capabilities.serves[kind]?.includes(arm) === true);
  const filter =
    store.capabilities.filters === "all" && random.chance() ? { filter: { not: { tag: hostileName(random).slice(0, 100) } } } : {};
  const bounds = { kinds: served, limit: 1_000, ...filter };
  const { items } = await target.list({ limit: 1_000 });
  const own = items.filter(({ kind }) => served.includes(kind)).length;
  if (arm === "graph") {
    const seeds = [sharedId(4), random.pick(probed.around.ids)];
    return { said: await store.search(target.name, { arm, kinds: ["entity", "fact"], seeds, hops: 4, limit: 1_000 }, {}) };
  }
  if (arm === "time") return { said: await store.search(target.name, { arm, order: "newest", ...bounds }, {}) };
  if (arm === "vector") {
    const [vector = new Float32Array()] = await embedder.embed([`A harbour of ${random.pick(canaries)}`], { purpose: "query" });
    return { said: await store.search(target.name, { arm, embedder: embedder.id, vector, ...bounds }, {}) };
  }
  const terms = ["harbour", ...canaries];
  const found = await store.search(target.name, { arm, terms, radius: random.integer(0, 8), ...bounds }, {});
  const [, ...strange] = found.statistics.frequencies;
  return { said: found, counts: [[found.statistics.documents, own], ...strange.map((count) => [count, 0] as const)] };
}

/** What changes the target, and must leave its neighbours as they are. */
export const writes: Readonly<Record<string, Operation>> = {
  async write(probed, random) {
    const draft = {
      kind: random.pick(["message", "passage", "block"] as const),
      text: mostly("A harbour of mine", random),
      ...(random.chance(0.3) && { collection: anyName(probed, random), key: anyName(probed, random), onConflict: "replace" as const }),
      ...(random.chance() && { tags: [mostly("mine", random)] }),
      ...(random.chance() && { attributes: { [mostly("speaker", random)]: mostly("me", random), session: "shared" } }),
    };
    const { replayed: _replayed, ...said } = await probed.around.target.write(draft);
    return { said };
  },
  async addFact(probed, random) {
    const draft = { subject: "Ana", predicate: mostly("likes", random), object: mostly("the harbour", random) };
    return { said: await probed.around.target.graph.addFact(draft) };
  },
  async putRow(probed, random) {
    const row = { key: mostly("mine", random), values: { what: mostly("of mine", random) } };
    return { said: await probed.around.target.tables.put("items", row) };
  },
  async judge(probed, random) {
    const id = random.chance(0.7) ? sharedId(random.integer(1, 2)) : anyId(probed, random);
    return { said: await probed.around.target.judge(id, random.pick(["useful", "wrong", "outdated", "never", undefined])) };
  },
  async document(probed, random) {
    const name = mostly("shared.txt", random);
    const chunks = [{ text: mostly("A harbour chunk of mine", random) }];
    const { documents } = probed.around.target;
    const { id } = await documents.put({ name, title: mostly("Mine", random), chunks });
    await documents.delete(name);
    return { said: await documents.restore(id) };
  },
  async update(probed, random) {
    const ref = anyRef(probed, random);
    return { said: await probed.around.target.update(ref, { text: `changed ${random.integer(0, 9)}` }) };
  },
  async remove(probed, random) {
    const ref = anyRef(probed, random);
    const said = await probed.around.target.delete(ref);
    for (const { id } of said.records) await probed.around.target.undo(id);
    return { said };
  },
};

/** What takes long, or takes everything away. */
export const rare: Readonly<Record<string, Operation>> = {
  async erase({ around, asked }, random) {
    const { records } = await around.target.write({ kind: "message", text: "to be erased" });
    const [theirs, made = ""] = [random.pick(around.ids), ...records.map(({ id }) => id)];
    asked.add(theirs);
    const { erased, derived } = await around.target.erase([theirs, made]);
    return { said: undefined, counts: [[erased.length + derived.length, 1]] };
  },
  async drop({ around, stores }, random) {
    const store = random.pick(stores);
    await store.drop(around.target.name);
    const left = [];
    for await (const copy of store.scan(around.target.name)) left.push(copy);
    const { verified } = await around.target.repair();
    return {
      said: verified,
      counts: [
        [left.length, 0],
        [verified.sound ? 0 : 1, 0],
      ],
    };
  },
};
