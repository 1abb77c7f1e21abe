import { type Memory, openMemory } from "@pagefile/core";
import type { Store } from "@pagefile/core/contracts";
import { describeWithFaiss, describeWithService } from "@pagefile/services";
import { deterministicEmbedder } from "@pagefile/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { composeStack, type Stack } from "../src/compose-stack.ts";
import { freshPlaces, type Servers } from "../src/fresh-places.ts";
import { type Crossed, crossedStack, journalReads, readsOf } from "./support/crossed.ts";
import { findCrossings } from "./support/find-crossings.ts";
import { fillNeighbourhood, type Neighbourhood } from "./support/neighbourhood.ts";
import { rare, reads, writes } from "./support/space-probe.ts";

const full = process.env["PAGEFILE_PROMISE_SCALE"] === "full";
/** On each of six stacks, so 100,000 in all. */
const operations = full ? 16_700 : 200;
/** In so many operations a space stays small enough to be looked at whole. */
const round = 500;

const open = ({ journal, stores }: Stack): Memory =>
  openMemory({ journal, stores, embedder: deterministicEmbedder(), storeDeadlineMs: 120_000, armDeadlineMs: 60_000 });

const storesOf = ({ journal, stores }: Stack): readonly Store[] => [...stores, ...(journal.store === undefined ? [] : [journal.store])];

const headsOf = async ({ neighbours }: Neighbourhood): Promise<readonly string[]> =>
  Promise.all(neighbours.map(async (space) => (await space.head()).hash));

/** The neighbours whose records, or what a store holds of them, are not what they were. */
async function touched({ neighbours }: Neighbourhood, heads: readonly string[]): Promise<readonly string[]> {
  const looked = neighbours.map(async (space, at) => {
    const [{ hash }, { sound }] = [await space.head(), await space.verify()];
    return hash === heads[at] && sound ? [] : [space.name];
  });
  return (await Promise.all(looked)).flat();
}

function describeSpaces(name: string, servers: Servers, isControlled: (owner: string) => boolean): void {
  const { places, clear } = freshPlaces(servers);
  const stack = composeStack(places);
  const memory = open(stack);

  afterAll(async () => {
    await memory.close();
    await clear();
  });

  test(`S8: ${name} tells nothing of another space in ${operations} operations`, { timeout: 3_600_000 }, async () => {
    const answered = new Map<string, number>();
    for (let done = 0; done < operations; done += round) {
      const around = await fillNeighbourhood(memory);
      const heads = await headsOf(around);
      const probed = { ...stack, memory, stores: storesOf(stack), around };
      const count = Math.min(round, operations - done);
      const seldom = Math.ceil(count / 25);
      for (const [which, times] of [
        [{ ...reads, ...writes }, count - seldom],
        [rare, seldom],
      ] as const) {
        const tally = await findCrossings(probed, which, { count: times, seed: done + 1 });
        expect(tally.crossings).toEqual([]);
        for (const [operation, some] of tally.answered) answered.set(operation, (answered.get(operation) ?? 0) + some);
      }
      expect(await touched(around, heads)).toEqual([]);
      const spaces = [around.target, ...around.neighbours];
      for (const store of stack.stores) for (const space of spaces) await store.drop(space.name);
    }
    // An operation that is always refused shows nothing.
    expect([...answered].filter(([, times]) => times === 0)).toEqual([]);
    process.stderr.write(`S8: 0 crossings in ${operations} operations on ${name}\n`);
  });

  const owners = [{ name: "journal" }, ...storesOf(stack)].map((owner) => owner.name).filter(isControlled);
  describe.runIf(owners.length > 0)(`S8: of ${name} an access that is given another space`, () => {
    let around: Neighbourhood;
    let heads: readonly string[];
    const altered = (owner: string, access: string): Parameters<typeof findCrossings>[0] => {
      const [neighbour] = around.neighbours;
      const crossed: Crossed = { owner, access, from: around.target.name, to: neighbour?.name ?? around.target.name };
      const crossing = crossedStack(stack, crossed);
      const other = open(crossing);
      return { ...crossing, memory: other, stores: storesOf(crossing), around: { ...around, target: other.space(around.target.name) } };
    };
    beforeAll(async () => {
      around = await fillNeighbourhood(memory);
      heads = await headsOf(around);
    });

    const answers = storesOf(stack).map((store) => [store.name, readsOf(store)] as const);
    test.each(
      [["journal", journalReads] as const, ...answers]
        .filter(([owner]) => owners.includes(owner))
        .flatMap(([owner, accesses]) => accesses.map((access) => [owner, access] as const)),
    )("is seen: %s, %s", async (owner, access) => {
      const { crossings } = await findCrossings(altered(owner, access), reads, { count: 400, seed: 1, stopAtFirst: true });
      expect(crossings).toHaveLength(1);
    });

    test.each(owners.map((owner) => [owner, owner === "journal" ? ["append"] : ["apply", "drop"]] as const))(
      "is seen by what it does to the neighbour: %s, %s",
      async (owner, accesses) => {
        for (const access of accesses) {
          const probed = altered(owner, access);
          const { target } = probed.around;
          if (access === "drop") await probed.stores.find((store) => store.name === owner)?.drop(target.name);
          else
            await target.write([
              { kind: "message", text: "A stray harbour" },
              { kind: "entity", body: { name: "Stray" }, text: "A stray" },
            ]);
          expect(await touched(around, heads)).toEqual([around.neighbours[0]?.name]);
          if (owner !== "journal") for (const space of around.neighbours) await space.repair();
        }
      },
    );
  });
}

const isJournals = (owner: string): boolean => owner === "journal" || owner === "sqlite" || owner === "postgres";
const notJournals = (owner: string): boolean => !isJournals(owner);

describeSpaces("SQLite", {}, isJournals);
describeWithService("postgres", "with Postgres", ({ url: postgres }) => describeSpaces("Postgres", { postgres }, isJournals));
describeWithService("qdrant", "with Qdrant", ({ url: qdrant }) => describeSpaces("Qdrant", { qdrant }, notJournals));
describeWithService("neo4j", "with Neo4j", ({ url: neo4j }) => describeSpaces("Neo4j", { neo4j }, notJournals));
await describeWithFaiss("with FAISS", ({ addon: faiss }) => {
  describeSpaces("FAISS", { faiss }, notJournals);
  describeWithService("qdrant", "and Qdrant", ({ url: qdrant }) => {
    describeWithService("neo4j", "and Neo4j", ({ url: neo4j }) => {
      describeWithService("postgres", "on Postgres", ({ url: postgres }) =>
        describeSpaces("the four together", { postgres, faiss, qdrant, neo4j }, () => false),
      );
    });
  });
});
