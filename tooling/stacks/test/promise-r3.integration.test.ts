import { type Memory, openMemory, type SpaceMemory } from "@pagefile/core";
import { describeWithService } from "@pagefile/services";
import { deterministicEmbedder } from "@pagefile/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { composeStack } from "../src/compose-stack.ts";
import { type FreshPlaces, freshPlaces } from "../src/fresh-places.ts";
import { Bare } from "./support/bare.ts";

const stranger = "01900000-0000-7000-8000-00000000abcd";

/** What is there before something is corrupted. */
interface Filled {
  readonly space: SpaceMemory;
  readonly name: string;
  readonly other: SpaceMemory;
  readonly kept: string;
  readonly edited: string;
  readonly deleted: string;
  readonly fact: string;
  readonly porto: string;
  readonly deletedFact: string;
  readonly row: string;
  /** The entry that wrote the row. */
  readonly rowSeq: number;
}

/** What a person breaks by hand, and what verification must say: in which store and arm, and what kind of wrong. */
interface Corruption {
  readonly plant: (bare: Bare, filled: Filled) => Promise<void> | void;
  readonly found: readonly string[];
}

const ofSpace = "space = (SELECT number FROM space WHERE name = ?)";

const corruptions: Readonly<Record<string, Corruption>> = {
  "a vector without a record": {
    plant: async (bare, { name, kept }) => bare.put(await bare.point(name, kept), { id: stranger, payload: { id: stranger } }),
    found: ["qdrant lexical orphan", "qdrant time orphan", "qdrant vector orphan"],
  },
  "a record without its vector": {
    async plant(bare, { name, kept }) {
      const { id, vector } = await bare.point(name, kept);
      const dense = Object.keys(vector as Record<string, unknown>).filter((one) => one !== "terms");
      await bare.qdrant.deleteVectors(bare.collection, { points: [id], vector: dense, wait: true });
    },
    found: ["qdrant vector missing"],
  },
  "a stale version": {
    plant: async (bare, { name, edited }) => bare.put(await bare.point(name, edited), { payload: { version: 1 } }),
    found: ["qdrant lexical stale", "qdrant time stale", "qdrant vector stale"],
  },
  "a gap in the full text": {
    plant: (bare, { name, porto }) =>
      bare.sql(`DELETE FROM lexical WHERE rowid = (SELECT number FROM document WHERE ${ofSpace} AND id = ?)`, name, porto),
    found: ["sqlite lexical missing"],
  },
  "an edge to nothing": {
    plant: (bare, { name, fact }) =>
      bare.cypher(
        "MATCH (f:PagefileRecord {space: $name, id: $fact})-[r:OBJECT]->() DELETE r CREATE (f)-[:OBJECT]->(:PagefileRecord {space: $name, id: $stranger})",
        { name, fact, stranger },
      ),
    found: ["neo4j graph missing"],
  },
  "a node of a deleted record": {
    plant: (bare, { name, deletedFact, porto }) =>
      bare.cypher(
        "MATCH (n:PagefileRecord {space: $name, id: $deletedFact}), (m:PagefileRecord {space: $name, id: $porto}) SET n.kind = m.kind, n.words = m.words, n.at = m.at, n.text = m.text, n.length = m.length",
        { name, deletedFact, porto },
      ),
    found: ["neo4j graph orphan", "neo4j lexical orphan", "neo4j time orphan"],
  },
  "a record in the wrong space": {
    plant: async (bare, { name, kept, other }) => bare.put(await bare.point(name, kept), { payload: { space: other.name } }),
    found: ["qdrant lexical missing", "qdrant time missing", "qdrant vector missing"],
  },
  "a doubled projection": {
    plant: async (bare, { name, kept }) => bare.put(await bare.point(name, kept), { id: crypto.randomUUID() }),
    found: ["qdrant lexical doubled", "qdrant time doubled", "qdrant vector doubled"],
  },
  "a cursor that is ahead": {
    plant: (bare, { name }) => bare.sql(`UPDATE cursor SET seq = seq + 100 WHERE ${ofSpace} AND store = 'neo4j'`, name),
    found: [],
  },
  "a bad hash": {
    plant: (bare, { name }) =>
      bare.sql(`UPDATE entry SET hash = replace(hash, substr(hash, 1, 4), 'beef') WHERE ${ofSpace} AND seq = 3`, name),
    found: [],
  },
  "a tombstone that is still projected": {
    async plant(bare, { name, kept, deleted }) {
      const { payload, id } = await bare.point(name, deleted);
      await bare.put({ ...(await bare.point(name, kept)), id }, { payload: { id: deleted, version: payload?.["version"] } });
    },
    found: ["qdrant lexical orphan", "qdrant time orphan", "qdrant vector orphan"],
  },
  "a row of a table that is gone": {
    plant: (bare, { name, row }) => bare.sql(`DELETE FROM record WHERE ${ofSpace} AND id = ?`, name, row),
    found: [],
  },
};

/** What is wrong in the journal itself is named by its entry, and never rewritten. */
const located = ({ rowSeq }: Filled): Readonly<Record<string, number>> => ({ "a bad hash": 3, "a row of a table that is gone": rowSeq });

describeWithService("qdrant", "R3: stores agree after any corruption", ({ url: qdrant }) => {
  describeWithService("neo4j", "of SQLite, Qdrant and Neo4j", ({ url: neo4j }) => {
    let fresh: FreshPlaces;
    let memory: Memory;
    let bare: Bare;

    beforeAll(() => {
      fresh = freshPlaces({ qdrant, neo4j });
      memory = openMemory({ ...composeStack(fresh.places), embedder: deterministicEmbedder(), storeDeadlineMs: 120_000 });
      bare = new Bare(fresh.places);
    });
    afterAll(async () => {
      await memory.close();
      await bare.close();
      await fresh.clear();
    });

    async function fill(): Promise<Filled> {
      const tenant = `t${crypto.randomUUID().slice(0, 8)}`;
      const [space, other] = [memory.space(`${tenant}/one`), memory.space(`${tenant}/two`)];
      await other.write({ kind: "message", text: "of another space" });
      const entity = (name: string) =>
        ({ kind: "entity", text: name, body: { name, aliases: [] }, collection: "entities", key: name, index: true }) as const;
      const { records } = await space.write([
        ...["kept", "edited", "deleted", "further"].map((text) => ({ kind: "message", text: `a message that is ${text}` }) as const),
        entity("ana"),
        entity("porto"),
      ]);
      const [kept = "", edited = "", deleted = "", , ana = "", porto = ""] = records.map(({ id }) => id);
      const factOf = (predicate: string) =>
        ({
          kind: "fact",
          text: `Ana ${predicate} Porto.`,
          body: { subject: ana, predicate, object: porto, single: false },
          collection: ana,
          key: predicate,
          index: true,
        }) as const;
      const [fact = "", deletedFact = ""] = (await space.write([factOf("lives_in"), factOf("likes")])).records.map(({ id }) => id);
      await space.tables.define("things", { columns: [{ name: "what", type: "text" }] });
      const { records: rows, head } = await space.tables.put("things", [{ key: "lamp", values: { what: "a lamp" } }]);
      const [{ id: row } = { id: "" }] = rows;
      await space.update(edited, { text: "a message that was edited" });
      await space.delete(deleted);
      const { pending } = await space.delete(deletedFact);
      expect(pending).toEqual([]);
      return { space, name: space.name, other, kept, edited, deleted, fact, porto, deletedFact, row, rowSeq: head.seq };
    }

    test.each(Object.entries(corruptions))(
      "%s is found and mended, or located where it is in the journal, and not found a second time",
      async (title, { plant, found }) => {
        const filled = await fill();
        const { space, other } = filled;
        expect(await space.verify()).toMatchObject({ sound: true });
        await plant(bare, filled);
        const report = await space.verify();
        expect(report.sound).toBe(false);
        const said = report.stores.flatMap(({ findings }) =>
          findings.map(({ store, arm, kind }) => `${store.replace(/-.*/, "")} ${arm} ${kind}`),
        );
        expect(said.toSorted()).toEqual(found);
        const seq = located(filled)[title];
        if (seq !== undefined) {
          expect(report.broken).toMatchObject({ seq });
          expect((await space.repair()).verified.broken).toMatchObject({ seq });
          return;
        }
        if (title === "a cursor that is ahead")
          expect(report.stores.map(({ cursor }) => cursor > report.head.seq)).toEqual([false, true, false]);
        if (title === "a record in the wrong space") {
          expect(await other.verify()).toMatchObject({
            sound: false,
            stores: [{ findings: [{ kind: "orphan" }, { kind: "orphan" }, { kind: "orphan" }] }, {}, {}],
          });
          expect(await other.repair()).toMatchObject({ verified: { sound: true } });
        }
        expect(await space.repair()).toMatchObject({ repaired: Math.max(1, found.length), verified: { sound: true } });
        expect(await space.repair()).toMatchObject({ repaired: 0, verified: { sound: true } });
        expect(await other.verify()).toMatchObject({ sound: true });
      },
    );

    test("are twelve", () => expect(Object.keys(corruptions)).toHaveLength(12));
  });
});
