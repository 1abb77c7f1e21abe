import type { SpaceMemory } from "@pagefile/core";
import { inMemoryStore } from "@pagefile/testing";
import { describe, expect, it } from "vitest";
import { all, openTestMemory } from "../memory/open-test-memory.ts";

async function opened(): Promise<{ readonly space: SpaceMemory; readonly message: string; readonly left: () => Promise<string> }> {
  const store = inMemoryStore({ name: "other" });
  const { space, journal } = openTestMemory({ stores: [store] });
  const { records } = await space.write({ kind: "message", text: "Canary lives in Cagetown." });
  const left = async (): Promise<string> =>
    JSON.stringify([await all(space.export()), await all(journal.store.scan(space.name)), await all(store.scan(space.name))]).toLowerCase();
  return { space, message: records[0]?.id ?? "", left };
}

const nest = { subject: "Canary", predicate: "has_cagetown_nest", object: "Cagetown", single: true };

describe("an entity that a message brought", () => {
  it("is erased with it, and with its further names and whatever is remembered of its predicates", async () => {
    const { space, message, left } = await opened();
    const { subject, object } = await space.graph.addFact({ ...nest, evidence: [message] });
    await space.graph.addAlias("Canary", "Canarybird");
    const { derived } = await space.erase(message);
    expect(derived).toEqual(expect.arrayContaining([subject, object]));
    expect(await left()).not.toMatch(/canary|cagetown/);
    expect(await space.verify()).toMatchObject({ sound: true, records: 0 });
  });

  it("stays while another fact names it, and goes with the last of them", async () => {
    const { space, message, left } = await opened();
    const { records } = await space.write({ kind: "message", text: "The bird sings." });
    const [second = ""] = records.map(({ id }) => id);
    const { subject, object } = await space.graph.addFact({ ...nest, evidence: [message] });
    await space.graph.addFact({ subject: "Canary", predicate: "has_song", value: "loud", evidence: [second] });
    const { derived } = await space.erase(message);
    expect(derived).toContain(object);
    expect(derived).not.toContain(subject);
    expect((await space.graph.facts("Canary")).map(({ predicate }) => predicate)).toEqual(["has_song"]);
    expect(await left()).not.toContain("cagetown");
    expect((await space.erase(second)).derived).toContain(subject);
    expect(await left()).not.toContain("canary");
  });

  it("stays for a fact that was deleted, which an undo brings back with its ends", async () => {
    const { space, message } = await opened();
    await space.graph.addFact({ ...nest, evidence: [message] });
    const { fact } = await space.graph.addFact({ subject: "Canary", predicate: "has_song", value: "loud" });
    await space.graph.retractFact(fact);
    await space.erase(message);
    await space.undo(fact);
    expect(await space.graph.facts("Canary")).toHaveLength(1);
  });

  it("stays where somebody wrote it on its own", async () => {
    const { space, message } = await opened();
    const { records } = await space.write({ kind: "entity", text: "Canary", body: { name: "Canary" } });
    await space.graph.addFact({ ...nest, evidence: [message] });
    await space.erase(message);
    expect((await space.graph.entity("Canary"))?.id).toBe(records[0]?.id);
  });

  it("is not deleted with an entity that was recalled when it was made", async () => {
    const { space } = await opened();
    const { subject } = await space.graph.addFact({ subject: "Ana", predicate: "likes", value: "tea" });
    const origin = { channel: "agent", trust: "user", parents: [subject] } as const;
    await space.write({ kind: "entity", text: "Ben", body: { name: "Ben" } }, { origin });
    await space.delete(subject);
    expect((await space.graph.entity("Ben"))?.name).toBe("Ben");
  });
});
