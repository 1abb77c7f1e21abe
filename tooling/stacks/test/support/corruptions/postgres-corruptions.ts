import type { BarePostgres } from "./bare-postgres.ts";
import type { Corruption, KindOfCorruption } from "./corruption.ts";

const space = "(SELECT number FROM space WHERE name = $1)";
/** The document of a record whose id is a parameter. */
const document = (id: "$2" | "$3"): string => `(SELECT number FROM document WHERE space = ${space} AND id = ${id})`;

const content = "kind, created_at, occurred_at, recorded_at, tags, attributes, terms, length, words";

/** Gives the document of one record, which is gone, what that of another has, in every arm. */
async function revive(bare: BarePostgres, name: string, { gone, like }: { gone: string; like: string }): Promise<void> {
  await bare.sql(
    `UPDATE document d SET (${content}) = (SELECT ${content} FROM document WHERE number = ${document("$3")}) WHERE d.number = ${document("$2")}`,
    ...[name, gone, like],
  );
  await bare.sql(
    `INSERT INTO posting SELECT space, kind, term, ${document("$2")}, frequency, length FROM posting WHERE document = ${document("$3")}`,
    ...[name, gone, like],
  );
  await bare.sql(
    `UPDATE statistic s SET documents = s.documents + 1, length = s.length + d.length FROM document d
      WHERE s.space = d.space AND s.kind = d.kind AND d.number = ${document("$2")}`,
    ...[name, gone],
  );
}

/** Planted in Postgres alone, which is the journal and every arm, while a memory is open on it. */
export const postgresCorruptions: Readonly<Record<KindOfCorruption, Corruption<BarePostgres>>> = {
  "a vector without a record": {
    plant: (bare, { name, kept }) =>
      bare.sql(
        `INSERT INTO vector_value SELECT space, vector_set, -1, revision, value FROM vector_value WHERE document = ${document("$2")}`,
        ...[name, kept],
      ),
    found: ["postgres vector orphan"],
  },
  "a record without its vector": {
    plant: (bare, { name, kept }) => bare.sql(`DELETE FROM vector_value WHERE document = ${document("$2")}`, name, kept),
    found: ["postgres vector missing"],
  },
  "a stale version": {
    plant: (bare, { name, edited }) => bare.sql(`UPDATE document SET version = 1 WHERE number = ${document("$2")}`, name, edited),
    found: ["postgres lexical stale", "postgres time stale", "postgres vector stale"],
  },
  "a gap in the full text": {
    plant: (bare, { name, porto }) => bare.sql(`DELETE FROM posting WHERE document = ${document("$2")}`, name, porto),
    found: ["postgres lexical missing"],
  },
  "an edge to nothing": {
    plant: (bare, { name, fact }) => bare.sql(`UPDATE edge SET document = -1 WHERE document = ${document("$2")}`, name, fact),
    found: ["postgres graph missing", "postgres graph orphan"],
  },
  "a node of a deleted record": {
    async plant(bare, { name, deletedFact, fact }) {
      await revive(bare, name, { gone: deletedFact, like: fact });
      await bare.sql(
        `INSERT INTO edge SELECT ${document("$2")}, space, subject, predicate, object, valid_from, valid_to, evidence
          FROM edge WHERE document = ${document("$3")}`,
        ...[name, deletedFact, fact],
      );
    },
    found: ["postgres graph orphan", "postgres lexical orphan", "postgres time orphan"],
  },
  "a record in the wrong space": {
    plant: (bare, { name, kept, other }) =>
      bare.sql(
        `UPDATE document SET space = (SELECT number FROM space WHERE name = $3) WHERE number = ${document("$2")}`,
        ...[name, kept, other],
      ),
    // Its words and its vector are left where they were, of nothing, and the documents of both spaces are miscounted.
    found: [
      "postgres lexical missing",
      "postgres lexical orphan",
      "postgres lexical orphan",
      "postgres time missing",
      "postgres vector missing",
      "postgres vector orphan",
    ],
    foundInOther: ["postgres lexical orphan", "postgres time orphan"],
  },
  "a doubled projection": {
    async plant(bare, { name, kept, porto }) {
      // The set of another kind, for the key of its table allows one vector of a document in each.
      await bare.sql(
        `INSERT INTO vector_value SELECT v.space, entities.vector_set, v.document, v.revision, v.value FROM vector_value v,
          (SELECT vector_set FROM vector_value WHERE document = ${document("$3")}) entities WHERE v.document = ${document("$2")}`,
        ...[name, kept, porto],
      );
    },
    found: ["postgres vector doubled"],
  },
  "a cursor that is ahead": {
    plant: (bare, { name }) => bare.sql(`UPDATE cursor SET seq = seq + 100 WHERE space = ${space} AND store LIKE 'postgres@%'`, name),
    found: [],
  },
  "a bad hash": {
    plant: (bare, { name }) =>
      bare.sql(`UPDATE entry SET hash = replace(hash, substr(hash, 1, 4), 'beef') WHERE space = ${space} AND seq = 3`, name),
    found: [],
  },
  "a tombstone that is still projected": {
    async plant(bare, { name, kept, deleted }) {
      await revive(bare, name, { gone: deleted, like: kept });
      await bare.sql(
        `UPDATE vector_value SET value = (SELECT value FROM vector_value WHERE document = ${document("$3")}) WHERE document = ${document("$2")}`,
        ...[name, deleted, kept],
      );
    },
    found: ["postgres lexical orphan", "postgres time orphan", "postgres vector orphan"],
  },
  "a row of a table that is gone": {
    plant: (bare, { name, row }) => bare.sql(`DELETE FROM record WHERE space = ${space} AND id = $2`, name, row),
    found: [],
  },
};
