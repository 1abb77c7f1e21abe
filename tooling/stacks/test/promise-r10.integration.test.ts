import { type AgentEvent, createAgent, type Draft, type Memory, openMemory, type SpaceMemory } from "@pagefile/core";
import { isPagefileError } from "@pagefile/core/contracts";
import { describeWithService } from "@pagefile/services";
import { deterministicEmbedder, scriptedModel } from "@pagefile/testing";
import { expect, test } from "vitest";
import { composeStack, type StackPlaces } from "../src/compose-stack.ts";
import { freshPlaces } from "../src/fresh-places.ts";
import { type Fault, type FaultPlan, randomFaults } from "../src/proxy/fault.ts";
import { FaultProxy } from "../src/proxy/fault-proxy.ts";
import type { Partition } from "../src/proxy/gate.ts";

const full = process.env["PAGEFILE_PROMISE_SCALE"] === "full";
const writes = full ? 200 : 30;
const partitionMs = full ? 30_000 : 3_000;
/** More than the minimum by so much, at the most. */
const allowed = 1.2;

const networkFaults: readonly Fault[] = [{ kind: "reset" }, { kind: "cut", afterBytes: 20 }, { kind: "latency", ms: 50 }];
const httpFaults: readonly Fault[] = [
  ...networkFaults,
  { kind: "status", status: 429, retryAfterSeconds: 1 },
  { kind: "status", status: 500 },
  { kind: "status", status: 503 },
];

interface Subject {
  readonly places: StackPlaces;
  /** What the store behind the proxy holds. */
  readonly kind: "message" | "entity";
  readonly draft: (write: number) => Draft;
}

const message = (write: number) => ({ kind: "message", text: `The harbour gull write${write}.` }) as const;
const entity = (write: number) =>
  ({ kind: "entity", text: `Boat ${write}`, body: { name: `Boat ${write}`, aliases: [] }, index: true }) as const;

const embedder = deterministicEmbedder();
const freshSpace = (): string => `t${crypto.randomUUID().slice(0, 8)}/home`;

interface Opened {
  readonly memory: Memory;
  readonly space: SpaceMemory;
  /** Whether the first store has everything; asks the journal alone, so that no request is made. */
  readonly current: () => Promise<boolean>;
}

/** A memory that follows its journal, and does not wait long for a store that is away. */
function open(places: StackPlaces, armDeadlineMs = 2_000): Opened & AsyncDisposable {
  const stack = composeStack(places);
  const memory = openMemory({ ...stack, embedder, storeDeadlineMs: 2_000, armDeadlineMs });
  const space = memory.space(freshSpace());
  const following = new AbortController();
  const followed = memory.follow({ signal: following.signal });
  const name = stack.stores[0]?.name ?? "";
  return {
    memory,
    space,
    async current() {
      const { seq } = await stack.journal.head(space.name);
      const cursors = [name, `${name}@${embedder.id}`].map((cursor) => stack.journal.cursor(space.name, cursor).get());
      return (await Promise.all(cursors)).every((at) => at === seq);
    },
    async [Symbol.asyncDispose]() {
      following.abort();
      await followed;
      await memory.close();
    },
  };
}

const until = { timeout: 150_000, interval: 50 };

/** Writes under a plan until the store has everything; returns how many requests that took, and how many failed. */
async function work({ places, draft }: Subject, proxy: FaultProxy, plan?: FaultPlan) {
  // A machine that is busy makes a read late, and that is not what is tested here.
  await using opened = open(places, 60_000);
  const { space, current } = opened;
  await space.write(draft(0));
  await expect.poll(current, until).toBe(true);
  proxy.follow(plan);
  for (let write = 1; write <= writes; write += 1) await space.write(draft(write));
  await expect.poll(current, until).toBe(true);
  const { requests, failures } = proxy;
  proxy.follow();
  expect(await space.verify()).toMatchObject({ sound: true, records: writes + 1 });
  expect((await space.read("harbour boat", { kinds: ["message", "entity"], limit: 200 })).partial).toBe(false);
  return { requests, failures };
}

/** Cuts the store off while a memory writes and is asked, and lets it come back. */
async function partition({ places, draft, kind }: Subject, proxy: FaultProxy, how: Partition): Promise<void> {
  await using opened = open(places);
  const { memory, space, current } = opened;
  await space.write([draft(0), message(1_000)]);
  await expect.poll(current, until).toBe(true);
  proxy.follow();
  proxy.partition(how);
  const healed = Date.now() + partitionMs;
  let acknowledged = 1;
  const read = await space.read("harbour boat", { kinds: [kind] });
  expect(read.partial).toBe(true);
  const agent = createAgent({ memory, space: space.name, model: scriptedModel(["I cannot recall all of it."]), recall: "auto" });
  let last: AgentEvent | undefined;
  for await (const event of agent.send("Which harbour was it?")) last = event;
  expect(last).toMatchObject({ type: "turn-finish", reason: "answered", partial: true });
  while (Date.now() < healed) {
    const { pending } = await space.write(draft(acknowledged));
    expect(pending).toHaveLength(1);
    acknowledged += 1;
  }
  // Doubled pauses ask seldom, whatever is written meanwhile.
  expect(proxy.requests).toBeLessThan(12 + Math.log2(partitionMs));
  proxy.heal();
  await expect.poll(current, until).toBe(true);
  expect(await space.verify()).toMatchObject({ sound: true });
  expect((await space.count())[kind] ?? 0).toBeGreaterThanOrEqual(acknowledged);
}

function testStore(
  title: string,
  make: () => Promise<{ subject: Subject; proxy: FaultProxy; clear: () => Promise<void> }>,
  faults: readonly Fault[],
): void {
  test(
    `${title} that fails now and then gets every acknowledged write, with few requests more than needed`,
    { timeout: 600_000 },
    async () => {
      const { subject, proxy, clear } = await make();
      const plain = await work(subject, proxy);
      const faulty = await work(subject, proxy, randomFaults(10, 0.1, faults));
      process.stderr.write(
        `R10, ${title}: ${plain.requests} requests without faults, ${faulty.requests} with ${faulty.failures} failures\n`,
      );
      expect(faulty.failures).toBeGreaterThan(0);
      expect(faulty.requests).toBeLessThanOrEqual(allowed * (plain.requests + faulty.failures));
      await proxy[Symbol.asyncDispose]();
      await clear();
    },
  );

  test.each(["silent", "refused"] as const)(
    `${title} behind a partition, %s, delays its own arm only, and has everything once it heals`,
    { timeout: 600_000 },
    async (how) => {
      const { subject, proxy, clear } = await make();
      await partition(subject, proxy, how);
      await proxy[Symbol.asyncDispose]();
      await clear();
    },
  );
}

describeWithService("qdrant", "R10: a store that fails degrades and does not break", ({ url }) => {
  testStore(
    "Qdrant",
    async () => {
      const proxy = await FaultProxy.start(url);
      const { places, clear } = freshPlaces({ qdrant: proxy.url });
      return { subject: { places, kind: "message", draft: message }, proxy, clear };
    },
    httpFaults,
  );
});

describeWithService("neo4j", "R10: a graph that fails degrades and does not break", ({ url }) => {
  testStore(
    "Neo4j",
    async () => {
      const proxy = await FaultProxy.start(url);
      const { places, clear } = freshPlaces({ neo4j: proxy.url });
      return { subject: { places, kind: "entity", draft: entity }, proxy, clear };
    },
    networkFaults,
  );
});

describeWithService("postgres", "R10: a journal that fails loses nothing it acknowledged", ({ url }) => {
  test("Postgres behind a failing network refuses or keeps a write, and never half of it or twice", { timeout: 600_000 }, async () => {
    await using proxy = await FaultProxy.start(url);
    const { places, clear } = freshPlaces({ postgres: proxy.url });
    await using memory = openMemory({ ...composeStack(places), embedder, storeDeadlineMs: 5_000 });
    const space = memory.space(freshSpace());
    await space.write([message(0), message(1_000)]);
    proxy.follow(randomFaults(10, 0.03, networkFaults));
    let attempts = 0;
    for (let write = 1; write <= writes; write += 1) {
      const attempt = async (): Promise<boolean> => {
        attempts += 1;
        return space.write([message(write), message(1_000 + write)], { idempotencyKey: `write ${write}` }).then(
          () => true,
          (error: unknown) => {
            if (!isPagefileError(error, "JOURNAL_UNAVAILABLE") || !error.retryable) throw error;
            return false;
          },
        );
      };
      while (!(await attempt()));
    }
    const { failures } = proxy;
    proxy.follow();
    process.stderr.write(`R10, Postgres: ${attempts} attempts for ${writes} writes under ${failures} failures\n`);
    expect(failures).toBeGreaterThan(0);
    expect(attempts).toBeLessThanOrEqual(writes + failures);
    await memory.catchUp();
    expect(await space.verify()).toMatchObject({ sound: true, records: 2 * (writes + 1) });
    await clear();
  });
});
