import type { SpaceMemory } from "@pagefile/core";
import type { RecordContent } from "@pagefile/core/contracts";
import { describe, expect, it } from "vitest";
import { openTestMemory } from "../memory/open-test-memory.ts";

const later = "2026-01-01T00:00:00.000Z";

function graphOf(): SpaceMemory {
  return openTestMemory().space;
}

describe("names", () => {
  it("finds an entity by its name in other case, accents, width, blanks and article", async () => {
    const { graph } = graphOf();
    const { subject } = await graph.addFact({ subject: "The Café  Müller", predicate: "is in", object: "Ｐｏｒｔｏ" });
    for (const name of ["the café müller", "Cafe Muller", "CAFÉ MÜLLER", subject]) expect((await graph.entity(name))?.id).toBe(subject);
    expect((await graph.entity("porto"))?.name).toBe("Ｐｏｒｔｏ");
  });

  it("keeps names apart that signs tell apart", async () => {
    const { graph } = graphOf();
    const plain = await graph.addFact({ subject: "C", predicate: "is", value: "a language" });
    const plus = await graph.addFact({ subject: "C++", predicate: "is", value: "a language" });
    expect(plus.subject).not.toBe(plain.subject);
  });

  it("finds an entity by an alias, which no other entity can take", async () => {
    const space = graphOf();
    const { subject } = await space.graph.addFact({ subject: "Robert", predicate: "likes", value: "tea" });
    await space.graph.addAlias("Robert", "Bob");
    const again = await space.graph.addFact({ subject: "bob", predicate: "likes", value: "rum" });
    expect(again.subject).toBe(subject);
    await space.graph.addFact({ subject: "Eve", predicate: "likes", value: "gin" });
    await expect(space.graph.addAlias("Eve", "Bob")).rejects.toThrow("is the name of another entity");
    expect((await space.graph.entity("Eve"))?.aliases).toEqual([]);
  });

  it("lists each entity once, the newest first, without its further names", async () => {
    const { graph } = graphOf();
    await graph.addFact({ subject: "Robert", predicate: "lives in", object: "Porto" });
    await graph.addFact({ subject: "Eve", predicate: "likes", value: "gin" });
    await graph.addAlias("Robert", "Bob");
    const { items, next } = await graph.entities();
    expect(items.map(({ name }) => name)).toEqual(["Eve", "Porto", "Robert"]);
    expect(next).toBeUndefined();
    const names: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await graph.entities({ limit: 1, ...(cursor !== undefined && { cursor }) });
      names.push(...page.items.map(({ name }) => name));
      if (page.next === undefined) break;
      cursor = page.next;
    }
    expect(names).toEqual(["Eve", "Porto", "Robert"]);
  });

  it("gives an entity one alias that many writers bring at once", async () => {
    const { graph } = graphOf();
    await graph.addFact({ subject: "Robert", predicate: "likes", value: "tea" });
    await Promise.all(Array.from({ length: 10 }, () => graph.addAlias("Robert", "Bob")));
    expect((await graph.entity("Bob"))?.aliases).toEqual(["Bob"]);
  });

  it("makes one entity of a name that many writers bring at once", async () => {
    const { graph } = graphOf();
    const receipts = await Promise.all(
      Array.from({ length: 20 }, (_, at) => graph.addFact({ subject: `person ${at}`, predicate: "knows", object: at % 2 ? "Ana" : "ANA" })),
    );
    expect(new Set(receipts.map(({ object }) => object)).size).toBe(1);
  });

  it("reports a like name and never merges it", async () => {
    const { graph } = graphOf();
    const { subject } = await graph.addFact({ subject: "Ana Silva", predicate: "plays", value: "cello" });
    const other = await graph.addFact({ subject: "Ana", predicate: "plays", value: "chess" });
    expect(other.subject).not.toBe(subject);
    expect(other.possibleDuplicates).toEqual([{ name: "Ana", id: other.subject, like: { name: "Ana Silva", id: subject } }]);
  });
});

describe("facts", () => {
  it("keeps one fact however often it is said, with all its evidence", async () => {
    const space = graphOf();
    const { records } = await space.write([
      { kind: "message", text: "Ana likes tea." },
      { kind: "message", text: "She loves tea!" },
    ]);
    const [first = "", second = ""] = records.map(({ id }) => id);
    const made = await space.graph.addFact({ subject: "Ana", predicate: "likes", value: "tea", evidence: [first] });
    const known = await space.graph.addFact({ subject: "ana", predicate: "Likes", value: "Tea", evidence: [second] });
    expect(known).toMatchObject({ fact: made.fact, outcome: "known" });
    expect((await space.graph.facts("Ana")).map(({ evidence }) => evidence)).toEqual([[first, second]]);
  });

  it("keeps one fact that many writers bring at once", async () => {
    const { graph } = graphOf();
    const receipts = await Promise.all(
      Array.from({ length: 20 }, () => graph.addFact({ subject: "Ana", predicate: "likes", value: "tea" })),
    );
    expect(new Set(receipts.map(({ fact }) => fact)).size).toBe(1);
    expect(receipts.filter(({ outcome }) => outcome === "created")).toHaveLength(1);
  });

  it("ends the old value of a single-valued predicate and deletes nothing", async () => {
    const { graph } = graphOf();
    const old = await graph.addFact({ subject: "Ana", predicate: "lives in", object: "Lisbon", validFrom: "2020-01-01" });
    const next = await graph.addFact({ subject: "Ana", predicate: "lives in", object: "Porto", validFrom: later });
    expect(next.closed).toEqual([old.fact]);
    const facts = await graph.facts("Ana");
    expect(facts.map(({ object, validTo }) => [object?.name, validTo])).toEqual([
      ["Lisbon", later],
      ["Porto", undefined],
    ]);
    expect((await graph.facts("Ana", { at: "2025-06-01" })).map(({ object }) => object?.name)).toEqual(["Lisbon"]);
  });

  it("leaves the facts of other subjects, and of predicates with many values, as they are", async () => {
    const { graph } = graphOf();
    await graph.addFact({ subject: "Ben", predicate: "lives_in", object: "Lisbon" });
    await graph.addFact({ subject: "Ana", predicate: "likes", value: "tea" });
    expect((await graph.addFact({ subject: "Ana", predicate: "lives_in", object: "Porto" })).closed).toEqual([]);
    expect((await graph.addFact({ subject: "Ana", predicate: "likes", value: "rum" })).closed).toEqual([]);
  });

  it("remembers for a space whether a predicate has one value", async () => {
    const { graph } = graphOf();
    const tea = await graph.addFact({ subject: "Ana", predicate: "drinks", value: "tea", single: true });
    expect((await graph.addFact({ subject: "Ana", predicate: "drinks", value: "rum" })).closed).toEqual([tea.fact]);
  });

  it("takes what was told last as the news where nobody said when the other began", async () => {
    const { graph } = graphOf();
    const add = (object: string, times: { validFrom?: string; toldAt?: string }): Promise<unknown> =>
      graph.addFact({ subject: "Ana", predicate: "lives_in", object, ...times });
    await add("Lisbon", { toldAt: "2025-11-01" });
    await add("Porto", { validFrom: "2025-09-01", toldAt: "2025-11-30" });
    // Told before Lisbon was, though learnt later: history.
    await add("Faro", { validFrom: "2025-03-01", toldAt: "2025-04-01" });
    const places = (await graph.facts("Ana")).map(({ object, validFrom, validTo }) => [
      object?.name,
      validFrom?.slice(0, 10),
      validTo?.slice(0, 10),
    ]);
    expect(places).toEqual([
      ["Lisbon", "2025-11-01", "2025-11-30"],
      ["Porto", "2025-11-30", undefined],
      ["Faro", "2025-03-01", "2025-11-01"],
    ]);
  });

  it("puts what began earlier before a value whose beginning was said, and before the same value", async () => {
    const { graph } = graphOf();
    const add = (object: string, times: { validFrom?: string; toldAt?: string }): Promise<unknown> =>
      graph.addFact({ subject: "Ana", predicate: "lives_in", object, ...times });
    await add("Lisbon", { validFrom: "2025-10-01", toldAt: "2025-11-01" });
    await add("Porto", { validFrom: "2025-09-01", toldAt: "2025-11-30" });
    await add("Porto", { validFrom: "2025-08-01", toldAt: "2025-12-01" });
    expect((await graph.facts("Ana", { at: later })).map(({ object }) => object?.name)).toEqual(["Lisbon"]);
    expect((await graph.facts("Ana", { at: "2025-08-15" })).map(({ object }) => object?.name)).toEqual(["Porto"]);
  });

  it("gives a fact that is learnt late its place in time", async () => {
    const { graph } = graphOf();
    const add = (object: string, validFrom: string): Promise<unknown> =>
      graph.addFact({ subject: "Ana", predicate: "lives_in", object, validFrom });
    await add("Lisbon", "2010-01-01");
    await add("Porto", "2020-01-01");
    await add("Braga", "2015-01-01");
    const years = (await graph.facts("Ana")).map(({ object, validFrom, validTo }) => [
      object?.name,
      validFrom?.slice(0, 4),
      validTo?.slice(0, 4),
    ]);
    expect(years.toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual([
      ["Braga", "2015", "2020"],
      ["Lisbon", "2010", "2015"],
      ["Porto", "2020", undefined],
    ]);
  });

  it("begins a value now that comes after one that is over", async () => {
    const { graph } = graphOf();
    await graph.addFact({ subject: "Ana", predicate: "lives_in", object: "Lisbon", validFrom: "2010-01-01", validTo: "2018-01-01" });
    const { fact, closed } = await graph.addFact({ subject: "Ana", predicate: "lives_in", object: "Porto" });
    expect(closed).toEqual([]);
    expect((await graph.facts("Ana", { at: later })).map(({ id, validFrom }) => [id, validFrom])).toEqual([[fact, later]]);
  });

  it("lets only one of two values stand that come at once", async () => {
    const { graph } = graphOf();
    await Promise.all(Array.from({ length: 10 }, (_, at) => graph.addFact({ subject: "Ana", predicate: "phone", value: `${at}` })));
    const open = (await graph.facts("Ana")).filter(({ validTo }) => validTo === undefined);
    expect(open).toHaveLength(1);
  });
});

describe("taking back", () => {
  it.each(["retractFact", "undo", "delete"] as const)("opens the old fact again by %s, in the same append", async (how) => {
    const space = graphOf();
    const { graph } = space;
    const lisbon = await graph.addFact({ subject: "Ana", predicate: "lives_in", object: "Lisbon", validFrom: "2010-01-01" });
    const porto = await graph.addFact({ subject: "Ana", predicate: "lives_in", object: "Porto", validFrom: "2020-01-01" });
    const before = (await space.head()).seq;
    if (how === "retractFact") await graph.retractFact(porto.fact);
    else await space[how](porto.fact);
    expect((await graph.facts("Ana")).map(({ id, validTo, closedBy }) => [id, validTo, closedBy])).toEqual([
      [lisbon.fact, undefined, undefined],
    ]);
    expect((await space.head()).seq).toBe(before + 2);
    await space.undo(porto.fact);
    expect((await graph.facts("Ana", { at: "2021-01-01" })).map(({ id }) => id)).toEqual([porto.fact]);
    expect((await graph.facts("Ana")).map(({ validTo }) => validTo?.slice(0, 4))).toEqual(["2020", undefined]);
  });

  it("is told before it is done: the fact that opens again, and the one that ends when that is undone", async () => {
    const space = graphOf();
    const { graph } = space;
    const lisbon = await graph.addFact({ subject: "Ana", predicate: "lives_in", object: "Lisbon", validFrom: "2010-01-01" });
    const porto = await graph.addFact({ subject: "Ana", predicate: "lives_in", object: "Porto", validFrom: "2020-01-01" });
    const ends = async () =>
      (await space.undo(porto.fact, { preview: true })).records.map(({ id, before, after }) => [id, endOf(before), endOf(after)]);
    const told = [await ends()];
    await space.undo(porto.fact);
    expect((await graph.facts("Ana")).map(({ id, validTo }) => [id, validTo])).toEqual([[lisbon.fact, undefined]]);
    told.push(await ends());
    expect(told).toEqual([
      [
        [porto.fact, "open", "gone"],
        [lisbon.fact, "2020-01-01T00:00:00.000Z", "open"],
      ],
      [
        [porto.fact, "gone", "open"],
        [lisbon.fact, "open", "2020-01-01T00:00:00.000Z"],
      ],
    ]);
  });

  it("joins the neighbours of a fact taken out of the middle", async () => {
    const { graph } = graphOf();
    await graph.addFact({ subject: "Ana", predicate: "lives_in", object: "Lisbon", validFrom: "2010-01-01" });
    const braga = await graph.addFact({ subject: "Ana", predicate: "lives_in", object: "Braga", validFrom: "2015-01-01" });
    const porto = await graph.addFact({ subject: "Ana", predicate: "lives_in", object: "Porto", validFrom: "2020-01-01" });
    await graph.retractFact(braga.fact);
    const [lisbon] = await graph.facts("Ana");
    expect(lisbon).toMatchObject({ validTo: "2020-01-01T00:00:00.000Z", closedBy: porto.fact });
    await graph.retractFact(porto.fact);
    expect((await graph.facts("Ana"))[0]?.validTo).toBeUndefined();
  });

  it("gives a fact the end back that its writer had given it", async () => {
    const { graph } = graphOf();
    await graph.addFact({ subject: "Ana", predicate: "lives_in", object: "Lisbon", validFrom: "2010-01-01", validTo: "2018-01-01" });
    const braga = await graph.addFact({ subject: "Ana", predicate: "lives_in", object: "Braga", validFrom: "2015-01-01" });
    await graph.retractFact(braga.fact);
    expect((await graph.facts("Ana"))[0]?.validTo).toBe("2018-01-01T00:00:00.000Z");
  });

  it("deletes the facts and aliases of an entity with it", async () => {
    const space = graphOf();
    await space.graph.addFact({ subject: "Ana", predicate: "lives_in", object: "Porto" });
    const { subject: ben } = await space.graph.addFact({ subject: "Ben", predicate: "knows", object: "Ana" });
    await space.graph.addAlias("Ana", "Annie");
    await space.delete((await space.graph.entity("Ana"))?.id ?? "");
    expect(await space.graph.entity("Annie")).toBeUndefined();
    expect(await space.graph.facts(ben)).toEqual([]);
    expect((await space.count())["fact"] ?? 0).toBe(0);
  });

  it("erases the facts of an erased message, and opens what they had ended", async () => {
    const space = graphOf();
    const { records } = await space.write({ kind: "message", text: "Ana moved to Porto." });
    const evidence = records.map(({ id }) => id);
    await space.graph.addFact({ subject: "Ana", predicate: "lives_in", object: "Lisbon" });
    await space.graph.addFact({ subject: "Ana", predicate: "lives_in", object: "Porto", evidence });
    await space.erase(evidence);
    expect((await space.graph.facts("Ana")).map(({ object, validTo }) => [object?.name, validTo])).toEqual([["Lisbon", undefined]]);
  });
});

describe("what a fact needs", () => {
  it.each([
    [{ kind: "fact", text: "x", body: { subject: "Ana", predicate: "is", value: "x" } }, "space.graph.addFact takes names"],
    [{ kind: "fact", text: "x", body: { subject: "0190b5a0-0000-7000-8000-000000000001", predicate: "is" } }, "object"],
    [{ kind: "entity", body: {} }, "needs a name"],
  ] as const)("is said where it is missing: %o", async (draft, message) => {
    await expect(graphOf().write(draft)).rejects.toThrow(message);
  });

  it("is asked of facts by name too", async () => {
    const { graph } = graphOf();
    await expect(graph.addFact({ subject: "Ana", predicate: "likes" })).rejects.toThrow("object (the name of an entity) or a value");
    await expect(graph.addFact({ subject: "Ana", predicate: "!", value: "x" })).rejects.toThrow("lives_in");
    await expect(graph.addFact({ subject: "Ana", predicate: "is", value: "x", validFrom: later, validTo: "2020-01-01" })).rejects.toThrow(
      "ends after",
    );
  });
});

function endOf(content: RecordContent | undefined): unknown {
  return content === undefined || content.body instanceof Uint8Array ? "gone" : (content.body["validTo"] ?? "open");
}
