import type { BareServers } from "./bare-servers.ts";
import { type Corruption, type KindOfCorruption, stranger } from "./corruption.ts";

const ofSpace = "space = (SELECT number FROM space WHERE name = ?)";

/** Planted in SQLite, Qdrant and Neo4j while a memory is open on them. */
export const serverCorruptions: Readonly<Record<KindOfCorruption, Corruption<BareServers>>> = {
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
    plant: async (bare, { name, kept, other }) => bare.put(await bare.point(name, kept), { payload: { space: other } }),
    found: ["qdrant lexical missing", "qdrant time missing", "qdrant vector missing"],
    foundInOther: ["qdrant lexical orphan", "qdrant time orphan", "qdrant vector orphan"],
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
