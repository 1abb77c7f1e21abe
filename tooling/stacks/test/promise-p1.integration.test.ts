import { type Memory, openMemory, type SpaceMemory } from "@pagefile/core";
import { recordKinds } from "@pagefile/core/contracts";
import { describeWithFaiss, describeWithService } from "@pagefile/services";
import { afterAll, beforeAll, expect, test } from "vitest";
import { composeStack, type Stack, type StackPlaces } from "../src/compose-stack.ts";
import { freshPlaces, type Servers } from "../src/fresh-places.ts";
import { type Dump, dumpNeo4j, dumpPostgres, dumpQdrant, vacuumFull } from "./support/bare-dumps.ts";
import { Canaries, plantCanary } from "./support/canaries.ts";
import { filesWith } from "./support/raw-files.ts";

const full = process.env["PAGEFILE_PROMISE_SCALE"] === "full";
const count = full ? 100 : 10;

/** A space with canaries among other records, and the ids of the messages that everything about them was made from. */
class Planted {
  readonly canaries = new Canaries();
  readonly stack: Stack;
  readonly memory: Memory;
  readonly space: SpaceMemory;
  messages: readonly string[] = [];

  constructor(stack: Stack) {
    this.stack = stack;
    this.memory = openMemory({ ...stack, embedder: this.canaries.embedder, storeDeadlineMs: 120_000, armDeadlineMs: 60_000 });
    this.space = this.memory.space(`p${crypto.randomUUID().slice(0, 8)}/space`);
  }

  async plant(): Promise<void> {
    await this.space.tables.define("things", { columns: [{ name: "what", type: "text" }] });
    await this.space.graph.addFact({ subject: "Ana", predicate: "likes", object: "Tea" });
    for (let number = 0; number < count; number += 1) {
      this.messages = [...this.messages, await plantCanary(this.space, this.canaries.word(number))];
      await this.space.write(Array.from({ length: 5 }, (_, at) => ({ kind: "message", text: `Something else ${number} ${at}` }) as const));
    }
  }

  /** Everything the stores answer in every arm, and what the memory itself does. */
  async told(): Promise<readonly unknown[]> {
    const { canaries, space, stack } = this;
    const { embedder } = canaries;
    const [vector = new Float32Array()] = await embedder.embed([canaries.stem], { purpose: "query" });
    const terms = Array.from({ length: count }, (_, number) => canaries.word(number).toLowerCase());
    const told: unknown[] = [await space.tables.query("SELECT * FROM things"), (await space.read(canaries.word(0))).hits];
    for (const store of [...stack.stores, ...(stack.journal.store === undefined ? [] : [stack.journal.store])]) {
      for (const kind of recordKinds) {
        const arms = store.capabilities.serves[kind] ?? [];
        const bounds = { kinds: [kind], limit: 1_000 };
        if (arms.includes("lexical")) told.push(await store.search(space.name, { arm: "lexical", terms, radius: 8, ...bounds }, {}));
        if (arms.includes("time")) told.push(await store.search(space.name, { arm: "time", order: "newest", ...bounds }, {}));
        if (!arms.includes("vector")) continue;
        const near = { arm: "vector", embedder: embedder.id, vector, includeVectors: true, ...bounds } as const;
        for (const match of await store.search(space.name, near, {})) told.push([...(match.vector ?? [])]);
      }
    }
    for await (const line of space.export()) told.push(line);
    return [...told, (await space.list({ limit: 1_000 })).items];
  }
}

type Files = ReturnType<typeof filesWith>;

/** How often a canary, in whatever form, is in files. */
function total(files: Files): number {
  return Object.values(files).reduce((sum, forms) => sum + Object.values(forms).reduce((some, times) => some + times, 0), 0);
}

/** With PAGEFILE_SHOW_TRACES, what is left and where, to write it down. */
function show(what: string, files: Files): void {
  if (process.env["PAGEFILE_SHOW_TRACES"] !== "1") return;
  const lines = Object.entries(files).map(([file, forms]) => `  ${file.split("/").slice(-4).join("/")} ${JSON.stringify(forms)}`);
  process.stderr.write(`${what}: ${total(files)}\n${lines.join("\n")}\n`);
}

interface Erased {
  readonly planted: Planted;
  readonly places: StackPlaces;
  /** The files of SQLite and FAISS. */
  readonly files: () => readonly string[];
  /** How often a canary was in the files before. */
  readonly before: () => number;
  /** The files that a canary is in now. */
  readonly inFiles: (folders: readonly string[]) => Files;
}

function describeErasure(name: string, servers: Servers, dumps: (erased: Erased) => Promise<readonly Dump[]>): Erased {
  const { places, files, clear } = freshPlaces(servers);
  const planted = new Planted(composeStack(places));
  let before = 0;
  const erased: Erased = { planted, places, files, before: () => before, inFiles: (found) => filesWith(found, planted.canaries.traces()) };

  beforeAll(() => planted.plant(), 600_000);
  afterAll(async () => {
    await planted.memory.close();
    await clear();
  });

  test(`P1: ${name} show ${count} erased canaries to nobody, to bare clients neither`, { timeout: 600_000 }, async () => {
    const { canaries, space, messages } = planted;
    // While they are there, all of this finds them.
    expect(canaries.in(await planted.told())).toEqual(expect.arrayContaining(["text", "lower case", "vector"]));
    for (const { told, folders } of await dumps(erased)) {
      expect(canaries.in(told).length).toBeGreaterThan(0);
      if (folders.length === 0) continue;
      const there = erased.inFiles(folders);
      show(`before erase on ${name}`, there);
      before = total(there);
      expect(before).toBeGreaterThan(0);
    }
    const { pending, derived } = await space.erase(messages);
    expect(pending).toEqual([]);
    expect(derived.length).toBeGreaterThanOrEqual(9 * count);
    expect(canaries.in(await planted.told())).toEqual([]);
    for (const { told } of await dumps(erased)) expect(canaries.in(told)).toEqual([]);
    expect(await space.verify()).toMatchObject({ sound: true });
    expect(await space.graph.facts("Ana")).toHaveLength(1);
  });
  return erased;
}

await describeWithFaiss("P1: erase on SQLite and FAISS", ({ addon: faiss }) => {
  const own = async ({ planted, files }: Erased): Promise<readonly Dump[]> => [{ told: await planted.told(), folders: files() }];
  const erased = describeErasure("SQLite and FAISS", { faiss }, own);

  test(`P1: SQLite and FAISS keep no byte of ${count} erased canaries in any file, in any form`, () => {
    expect(erased.files().length).toBeGreaterThan(1);
    expect(erased.inFiles(erased.files())).toEqual({});
  });
});

const elsewhere = "the server's files are not on this machine";

describeWithService("qdrant", "P1: erase on Qdrant", ({ url: qdrant }) => {
  const own = async ({ places }: Erased): Promise<readonly Dump[]> => [await dumpQdrant(places.qdrant ?? { url: "", collection: "" })];
  const erased = describeErasure("Qdrant", { qdrant }, own);

  test("P1: Qdrant's files keep what was erased, and nothing more of it", { timeout: 600_000 }, async ({ skip }) => {
    const [{ folders } = { folders: [] }] = await own(erased);
    skip(folders.length === 0, elsewhere);
    const left = erased.inFiles(folders);
    show("after erase on Qdrant", left);
    // No more than was written once: nothing is copied by erasing it.
    expect(total(left)).toBeLessThanOrEqual(erased.before());
  });
});

describeWithService("neo4j", "P1: erase on Neo4j", ({ url: neo4j }) => {
  const own = async ({ places, planted }: Erased): Promise<readonly Dump[]> => [
    await dumpNeo4j(places.neo4j?.url ?? "", planted.space.name),
  ];
  const erased = describeErasure("Neo4j", { neo4j }, own);

  test("P1: Neo4j's transaction log keeps what was erased, and its removal once more", { timeout: 600_000 }, async ({ skip }) => {
    const [{ folders } = { folders: [] }] = await own(erased);
    skip(folders.length === 0, elsewhere);
    const left = erased.inFiles(folders);
    show("after erase on Neo4j", left);
    expect(total(left)).toBeLessThanOrEqual(2 * erased.before());
  });
});

describeWithService("postgres", "P1: erase on Postgres", ({ url: postgres }) => {
  const own = async ({ places }: Erased): Promise<readonly Dump[]> => [await dumpPostgres(places.postgres ?? { url: "", schema: "" })];
  const erased = describeErasure("Postgres", { postgres }, own);

  test("P1: Postgres's tables keep bytes of what was erased until VACUUM FULL", { timeout: 600_000 }, async ({ skip }) => {
    const [{ folders } = { folders: [] }] = await own(erased);
    skip(folders.length === 0, elsewhere);
    const left = erased.inFiles(folders);
    show("after erase on Postgres", left);
    expect(total(left)).toBeLessThanOrEqual(erased.before());
    await vacuumFull(erased.places.postgres ?? { url: "", schema: "" });
    const [rewritten] = await own(erased);
    expect(erased.inFiles(rewritten?.folders ?? [])).toEqual({});
  });
});
