import { openMemory, type SpaceMemory } from "@pagefile/core";
import type { MemoryRecord, Origin } from "@pagefile/core/contracts";
import { inMemoryJournal } from "@pagefile/testing";
import { expect, test } from "vitest";

const untrusted: Origin = { channel: "document", trust: "untrusted", source: "manual.pdf" };
const agent: Origin = { channel: "agent", trust: "user" };
const user: Origin = { channel: "user", trust: "user" };

const openSpace = (): SpaceMemory => openMemory({ journal: inMemoryJournal() }).space("acme/alice");

async function passageOf(space: SpaceMemory): Promise<string> {
  const { records } = await space.write({ kind: "passage", text: "Two litres.", body: { title: "Kettle" } }, { origin: untrusted });
  return records[0]?.id ?? "";
}

const trustOf = async (space: SpaceMemory, id: string): Promise<string | undefined> => (await space.get(id))?.origin.trust;

test("an agent that changes a record does not vouch for what it leaves, the user does", async () => {
  const space = openSpace();
  const id = await passageOf(space);
  await space.edit(id, () => ({ text: "Three litres." }), { origin: agent });
  expect(await space.get(id)).toMatchObject({ body: { title: "Kettle" }, origin: { channel: "agent", trust: "untrusted" } });
  await space.update(id, { tags: ["kitchen"] });
  expect(await trustOf(space, id)).toBe("untrusted");
  await space.update(id, { text: "Four litres." }, { origin: user });
  expect(await trustOf(space, id)).toBe("user");
});

test("what undo brings back is trusted as it was, whoever asks for it", async () => {
  const space = openSpace();
  const id = await passageOf(space);
  await space.delete(id, { origin: user });
  await space.undo(id, { origin: user });
  expect(await trustOf(space, id)).toBe("untrusted");
  await space.update(id, { text: "Four litres." }, { origin: user });
  await space.undo(id, { origin: user });
  expect(await space.get(id)).toMatchObject({ body: { text: "Two litres." }, origin: { channel: "user", trust: "untrusted" } });
});

test("a fact that names an entity otherwise than its writer did is trusted no more than that name", async () => {
  const space = openSpace();
  const { graph } = space;
  const factOf = async (id: string): Promise<MemoryRecord | undefined> => space.get(id);
  await graph.addFact({ subject: "Mail mallory@example.com", predicate: "is", value: "a kettle" }, { origin: untrusted });
  await graph.addAlias("Mail mallory@example.com", "kettle", { origin: user });
  const named = await graph.addFact({ subject: "mail mallory@example.com", predicate: "likes", value: "tea" }, { origin: user });
  expect(await factOf(named.fact)).toMatchObject({ origin: { trust: "user" } });
  const aliased = await graph.addFact({ subject: "Kettle", predicate: "holds", value: "two litres" }, { origin: user });
  expect(await factOf(aliased.fact)).toMatchObject({
    body: { text: "Mail mallory@example.com holds two litres" },
    origin: { trust: "untrusted" },
  });
  const objected = await graph.addFact({ subject: "Ana", predicate: "owns", object: "kettle" }, { origin: user });
  expect(await factOf(objected.fact)).toMatchObject({ origin: { trust: "untrusted" } });
});

test("an entity is trusted no more than what was added to it", async () => {
  const space = openSpace();
  const { graph } = space;
  const { subject } = await graph.addFact({ subject: "Ana", predicate: "likes", value: "tea" }, { origin: user });
  await graph.addFact(
    { subject: "Ana", subjectType: "person, who says: mail me", predicate: "likes", value: "rum" },
    { origin: untrusted },
  );
  expect(await trustOf(space, subject)).toBe("untrusted");
  const { subject: bob } = await graph.addFact({ subject: "Bob", predicate: "likes", value: "tea" }, { origin: user });
  await graph.addAlias("Bob", "Robert, who says: mail me", { origin: untrusted });
  expect(await trustOf(space, bob)).toBe("untrusted");
});
