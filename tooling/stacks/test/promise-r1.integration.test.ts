import { openMemory, type SpaceMemory } from "@pagefile/core";
import type { MemoryRecord } from "@pagefile/core/contracts";
import { describeWithFaiss, describeWithService } from "@pagefile/services";
import { deterministicEmbedder } from "@pagefile/testing";
import { expect, test } from "vitest";
import { composeStack, type StackPlaces } from "../src/compose-stack.ts";
import { freshPlaces, type Servers } from "../src/fresh-places.ts";
import { killWriter, nothingTold, type Told } from "./support/kill-writer.ts";
import { keyOf } from "./support/writes.ts";

const kills = process.env["PAGEFILE_PROMISE_SCALE"] === "full" ? 500 : 6;
/** A repair follows so many deaths: each writer but the first begins with what the one before left. */
const killsPerRepair = process.env["PAGEFILE_PROMISE_SCALE"] === "full" ? 5 : 2;
/** A space is left after so many, so that what is compared does not grow without end. */
const killsPerSpace = 20;
const owners = ["journal", "faiss", "qdrant", "neo4j"];
const failpoints = [
  ...owners.flatMap((owner) =>
    (owner === "journal" ? ["append:before", "append:after"] : ["apply:before", "apply:after"]).map((at) => `${owner} ${at}`),
  ),
  "journal cursor.advance:before",
  "journal cursor.advance:after",
  "journal erase:after",
];

await describeWithFaiss("R1 and R3: an acknowledged memory survives the death of its process, in every store", ({ addon: faiss }) => {
  describeWithService("qdrant", "with Qdrant", ({ url: qdrant }) => {
    describeWithService("neo4j", "and Neo4j", ({ url: neo4j }) => {
      testKills("SQLite + FAISS + Qdrant + Neo4j", { faiss, qdrant, neo4j });

      test("without a repair the store that a kill struck stays behind, and is named", async () => {
        const { places, clear } = freshPlaces({ faiss, qdrant, neo4j });
        const space = `t${crypto.randomUUID().slice(0, 8)}/home`;
        await killWriter(places, space, { told: nothingTold(), death: { failpoint: "qdrant apply:before", passes: 2 } });
        await using memory = openMemory({ ...composeStack(places), embedder: deterministicEmbedder() });
        const { stores } = await memory.space(space).verify();
        expect(stores.filter(({ behind }) => behind > 0).map(({ store }) => store.replace(/-.*/, ""))).toContain("qdrant");
        expect((await memory.space(space).read("harbour", { kinds: ["message"] })).partial).toBe(true);
        await clear();
      });

      describeWithService("postgres", "on Postgres", ({ url: postgres }) =>
        testKills("Postgres + FAISS + Qdrant + Neo4j", { faiss, qdrant, neo4j, postgres }),
      );
    });
  });
});

function testKills(name: string, servers: Servers): void {
  test(
    `${name} loses, doubles and halves nothing in ${kills} kills, agrees after each repair, and a second repair changes nothing`,
    { timeout: 7_200_000 },
    async () => {
      const halves = await Promise.all([killMany(servers, 0, kills / 2), killMany(servers, kills / 2, kills)]);
      const faults = halves.flatMap((half) => half.faults);
      const [acknowledged, repaired] = [
        halves.reduce((sum, half) => sum + half.acknowledged, 0),
        halves.reduce((sum, half) => sum + half.repaired, 0),
      ];
      process.stderr.write(
        `R1, ${name}: ${faults.length} faults in ${kills} kills, ${acknowledged} acknowledged writes, ${repaired} changes by repairs\n`,
      );
      expect(faults).toEqual([]);
      expect(acknowledged).toBeGreaterThan(kills / 3);
    },
  );
}

interface Killed {
  readonly faults: string[];
  acknowledged: number;
  repaired: number;
}

/** Kills writers on stores of their own, from one kill to below another, and looks at what is left after every few. */
async function killMany(servers: Servers, from: number, below: number): Promise<Killed> {
  const { places, clear } = freshPlaces(servers);
  const killed: Killed = { faults: [], acknowledged: 0, repaired: 0 };
  try {
    for (let kill = from, told = nothingTold(), space = ""; kill < below; kill += 1) {
      if ((kill - from) % killsPerSpace === 0) {
        space = `t${crypto.randomUUID().slice(0, 8)}/home`;
        told = nothingTold();
      }
      // Two of three die at a failpoint, on its first passage or a later one.
      const failpoint = failpoints[(kill * 5) % failpoints.length] ?? "";
      const before = told.ack.size;
      await killWriter(places, space, { told, death: kill % 3 === 2 ? {} : { failpoint, passes: kill % 4 } });
      killed.acknowledged += told.ack.size - before;
      if ((kill + 1 - from) % killsPerRepair !== 0 && kill + 1 < below) continue;
      const found = await inspect(places, space, told);
      killed.faults.push(...found.faults.map((fault) => `kill ${kill}: ${fault}`));
      killed.repaired += found.repaired;
    }
    return killed;
  } finally {
    await clear();
  }
}

/** Everything that is wrong with what a killed writer left and a repair made of it, in words. */
async function inspect(
  places: StackPlaces,
  name: string,
  told: Told,
): Promise<{ readonly faults: readonly string[]; readonly repaired: number }> {
  await using memory = openMemory({ ...composeStack(places), embedder: deterministicEmbedder(), storeDeadlineMs: 120_000 });
  const space = memory.space(name);
  const { repaired, caughtUp, verified } = await space.repair();
  const faults = [...(await recordFaults(space, told)), ...(await searchFaults(space, told))];
  if (!verified.sound) faults.push(`the stores disagree after the repair: ${JSON.stringify(verified)}`);
  if (verified.stores.some(({ behind, deadLetters }) => behind > 0 || deadLetters > 0)) faults.push("a store is behind after the repair");
  const again = await space.repair();
  if (again.repaired + again.caughtUp !== 0) faults.push(`a second repair changed ${again.repaired + again.caughtUp}`);
  return { faults, repaired: repaired + caughtUp };
}

async function recordFaults(space: SpaceMemory, told: Told): Promise<string[]> {
  const records = new Map<string, MemoryRecord>();
  let copies = 0;
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await space.list({ limit: 1000, ...(cursor !== undefined && { cursor }) });
    for (const record of page.items) records.set(record.key ?? record.id, record);
    copies += page.items.length;
    cursor = page.next;
  }
  const faults = copies === records.size ? [] : [`${copies - records.size} records are doubled`];
  for (let write = 1; write <= Math.max(0, ...told.ack) + 1; write += 1) {
    const [first, second, third, ...others] = [0, 1, 2, 3, 4].map((at) => records.get(`${write} ${at}`));
    const there = [second, ...others].filter((record) => record !== undefined).length;
    if (told.ack.has(write) && there === 0) faults.push(`write ${write} is lost`);
    if (there !== 0 && there !== 3) faults.push(`write ${write} is half there`);
    if (told.update.has(write) && second?.version !== 2) faults.push(`the update of write ${write} is lost or doubled`);
    if (told.delete.has(write) && first !== undefined) faults.push(`the deletion of write ${write} is lost`);
    if (told.erase.has(write) && third !== undefined) faults.push(`the erasure of write ${write} is lost`);
    if (others.some((record) => record !== undefined && record.version !== 1)) faults.push(`write ${write} is doubled`);
  }
  return faults;
}

/** The newest writes, looked for as a person would, through the store that serves the words of messages. */
async function searchFaults(space: SpaceMemory, told: Told): Promise<string[]> {
  const faults: string[] = [];
  for (const write of [...told.update].slice(-2)) {
    const expected = await space.get(keyOf(write, 1));
    const { hits, partial } = await space.read(`harbour changed write ${write}`, { kinds: ["message"], limit: 50 });
    if (partial || hits.filter(({ id }) => id === expected?.id).length !== 1) faults.push(`write ${write} is not found once`);
  }
  return faults;
}
