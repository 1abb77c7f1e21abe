import type { BareSqlite } from "./bare-sqlite.ts";
import type { Corruption, KindOfCorruption } from "./corruption.ts";

const space = "(SELECT number FROM space WHERE name = ?1)";
/** The document of a record whose id is a parameter. */
const document = (id: "?2" | "?3"): string => `(SELECT number FROM document WHERE space = ${space} AND id = ${id})`;

const content = "kind, created_at, occurred_at, recorded_at, tags, attributes, terms, length";

/** Gives the document of one record, which is gone, what that of another has, in every arm but the graph. */
function revive(bare: BareSqlite, name: string, { gone, like }: { gone: string; like: string }): void {
  bare.sql(
    `UPDATE document SET (${content}) = (SELECT ${content} FROM document WHERE number = ${document("?3")}) WHERE number = ${document("?2")}`,
    ...[name, gone, like],
  );
  const { home, kind, terms, number } = bare.row(
    `SELECT space AS home, kind, terms, number FROM document WHERE number = ${document("?2")}`,
    ...[name, gone],
  );
  // In the index every word has the number of its space and the letter of its kind before it.
  const words = String(terms).replaceAll(/\S+/g, `${String(home)}${String(kind).charAt(0)}$&`);
  bare.sql("INSERT INTO lexical (rowid, terms) VALUES (?1, ?2)", Number(number), words);
  bare.sql(
    `UPDATE statistic SET documents = statistic.documents + 1, length = statistic.length + d.length FROM document d
      WHERE statistic.space = d.space AND statistic.kind = d.kind AND d.number = ${document("?2")}`,
    ...[name, gone],
  );
}

/** Planted in SQLite alone, which is the journal and every arm, while a memory is open on it. */
export const sqliteCorruptions: Readonly<Record<KindOfCorruption, Corruption<BareSqlite>>> = {
  "a vector without a record": {
    plant: (bare, { name, kept }) =>
      bare.sql(
        `INSERT INTO vector (vector_set, document, revision, value) SELECT vector_set, -1, revision, value FROM vector
          WHERE document = ${document("?2")}`,
        ...[name, kept],
      ),
    found: ["sqlite vector orphan"],
  },
  "a record without its vector": {
    plant: (bare, { name, kept }) => bare.sql(`DELETE FROM vector WHERE document = ${document("?2")}`, name, kept),
    found: ["sqlite vector missing"],
  },
  "a stale version": {
    plant: (bare, { name, edited }) => bare.sql(`UPDATE document SET version = 1 WHERE number = ${document("?2")}`, name, edited),
    found: ["sqlite lexical stale", "sqlite time stale", "sqlite vector stale"],
  },
  "a gap in the full text": {
    plant: (bare, { name, porto }) => bare.sql(`DELETE FROM lexical WHERE rowid = ${document("?2")}`, name, porto),
    found: ["sqlite lexical missing"],
  },
  "an edge to nothing": {
    plant: (bare, { name, fact }) => bare.sql(`UPDATE edge SET document = -1 WHERE document = ${document("?2")}`, name, fact),
    found: ["sqlite graph missing", "sqlite graph orphan"],
  },
  "a node of a deleted record": {
    plant(bare, { name, deletedFact, fact }) {
      revive(bare, name, { gone: deletedFact, like: fact });
      bare.sql(
        `INSERT INTO edge SELECT ${document("?2")}, space, subject, predicate, object, valid_from, valid_to, evidence
          FROM edge WHERE document = ${document("?3")}`,
        ...[name, deletedFact, fact],
      );
    },
    found: ["sqlite graph orphan", "sqlite lexical orphan", "sqlite time orphan"],
  },
  "a record in the wrong space": {
    plant: (bare, { name, kept, other }) =>
      bare.sql(
        `UPDATE document SET space = (SELECT number FROM space WHERE name = ?3) WHERE number = ${document("?2")}`,
        ...[name, kept, other],
      ),
    // Its vector is left where it was, of nothing, and the documents of both spaces are miscounted.
    found: ["sqlite lexical missing", "sqlite lexical orphan", "sqlite time missing", "sqlite vector missing", "sqlite vector orphan"],
    foundInOther: ["sqlite lexical orphan", "sqlite lexical orphan", "sqlite time orphan"],
  },
  "a doubled projection": {
    plant(bare, { name, kept, porto }) {
      // The set of another kind, for the key of its table allows one vector of a document in each.
      bare.sql(
        `INSERT INTO vector (vector_set, document, revision, value) SELECT entities.vector_set, v.document, v.revision, v.value FROM vector v,
          (SELECT vector_set FROM vector WHERE document = ${document("?3")}) entities WHERE v.document = ${document("?2")}`,
        ...[name, kept, porto],
      );
    },
    found: ["sqlite vector doubled"],
  },
  "a cursor that is ahead": {
    plant: (bare, { name }) => bare.sql(`UPDATE cursor SET seq = seq + 100 WHERE space = ${space} AND store LIKE 'sqlite@%'`, name),
    found: [],
  },
  "a bad hash": {
    plant: (bare, { name }) =>
      bare.sql(`UPDATE entry SET hash = replace(hash, substr(hash, 1, 4), 'beef') WHERE space = ${space} AND seq = 3`, name),
    found: [],
  },
  "a tombstone that is still projected": {
    plant(bare, { name, kept, deleted }) {
      revive(bare, name, { gone: deleted, like: kept });
      bare.sql(
        `UPDATE vector SET value = (SELECT value FROM vector WHERE document = ${document("?3")}) WHERE document = ${document("?2")}`,
        ...[name, deleted, kept],
      );
    },
    found: ["sqlite lexical orphan", "sqlite time orphan", "sqlite vector orphan"],
  },
  "a row of a table that is gone": {
    plant: (bare, { name, row }) => bare.sql(`DELETE FROM record WHERE space = ${space} AND id = ?2`, name, row),
    found: [],
  },
};
