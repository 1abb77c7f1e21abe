import type { SpaceMemory } from "@pagefile/core";
import { openMemory } from "@pagefile/core";
import { inMemoryJournal } from "@pagefile/testing";
import { expect, test } from "vitest";
import { rememberSessions } from "./corpus.ts";

const query = "tomatoes library Lisbon";

test("names what the limit cut, from the first rank after the hits", async () => {
  const space = await rememberSessions();
  const { hits, cut, total } = await space.read(query, { limit: 2 });
  expect(hits.map(({ rank }) => rank)).toEqual([1, 2]);
  expect(cut.map(({ rank, reason }) => ({ rank, reason }))).toEqual(
    Array.from({ length: Math.min(20, total - 2) }, (_, at) => ({ rank: at + 3, reason: "limit" })),
  );
  const all = await space.read(query, { limit: 200 });
  expect(all.cut.filter(({ reason }) => reason !== "duplicate")).toEqual([]);
  for (const { id, rank, score } of cut) expect(all.hits[rank - 1]).toMatchObject({ id, score });
});

test("tells what did not fit the budget from what is beyond the limit", async () => {
  const space = await spaceOf([`lighthouse lighthouse ${"long ".repeat(400)}`, "The lighthouse is white.", "A lighthouse keeper."]);
  const { hits, cut } = await space.read("lighthouse", { budgetTokens: 100, limit: 1 });
  expect(hits).toHaveLength(1);
  const long = cut.find(({ record }) => JSON.stringify(record.body).includes("long"));
  const [hit] = hits;
  expect(long?.reason).toBe((long?.rank ?? 0) < (hit?.rank ?? 0) ? "budget" : "limit");
  const roomy = await space.read("lighthouse", { budgetTokens: 100, limit: 3 });
  expect(roomy.cut.map(({ reason }) => reason)).toEqual(["budget"]);
});

test("names a duplicate with the record that says the same", async () => {
  const space = await spaceOf(["The boiler was serviced on 3 March.", "The BOILER was serviced on 3 March!", "A boiler."]);
  const { hits, cut } = await space.read("boiler serviced");
  expect(cut).toHaveLength(1);
  expect(cut[0]).toMatchObject({ reason: "duplicate", of: hits[0]?.id, rank: 1 });
  expect(hits.map(({ id }) => id)).not.toContain(cut[0]?.id);
});

test("tells a record from its copy in another space, which has the same id", async () => {
  const memory = openMemory({ journal: inMemoryJournal() });
  const home = memory.space("acme/alice");
  await home.write(["The boiler hums.", "The BOILER hums!"].map((text) => ({ kind: "message", text })));
  await memory.space("acme/copy").import(home.export());
  const { hits, cut } = await home.read("boiler", { mounts: [{ space: "acme/copy" }] });
  expect(hits).toHaveLength(1);
  const [hit] = hits;
  const others = cut.map(({ id, space, reason, rank }) => ({ where: `${space ?? "home"} ${id}`, reason, rank }));
  expect(others).toMatchObject(Array.from({ length: 3 }, () => ({ reason: "duplicate", rank: 1 })));
  expect(new Set([...others.map(({ where }) => where), `${hit?.space ?? "home"} ${hit?.id ?? ""}`]).size).toBe(4);
});

test("names what was ranked where confidence was too low for any hit", async () => {
  const space = await rememberSessions();
  const { hits, cut, found } = await space.read("quarterly turbine maintenance of Tomas", { minConfidence: 0.9 });
  expect({ found, hits }).toEqual({ found: false, hits: [] });
  expect(new Set(cut.map(({ reason }) => reason))).toEqual(new Set(["confidence"]));
});

test("leaves out what earlier pages showed, and is never longer than 20", async () => {
  const space = await spaceOf(Array.from({ length: 60 }, (_, at) => `lighthouse number ${at}`));
  const first = await space.read("lighthouse", { limit: 5 });
  expect(first.cut).toHaveLength(20);
  const second = await space.read("lighthouse", { limit: 5, cursor: first.next ?? "" });
  expect(second.cut.map(({ rank }) => rank)).toEqual(Array.from({ length: 20 }, (_, at) => at + 11));
});

async function spaceOf(texts: readonly string[]): Promise<SpaceMemory> {
  const space = openMemory({ journal: inMemoryJournal() }).space("acme/alice");
  await space.write(texts.map((text, at) => ({ kind: "passage", text, collection: "notes", key: `${at}` })));
  return space;
}
