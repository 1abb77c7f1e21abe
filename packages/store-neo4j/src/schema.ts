/** Nodes of records: entities, facts, and by their ids only the messages facts were learnt from. */
export const RECORD = "PagefileRecord";
/** One node a space: what is locked while it is written to. */
export const SPACE = "PagefileSpace";
/** One node for each embedder a space has vectors of. */
export const VECTORS = "PagefileVectors";

export const FULL_TEXT = "pagefile_words";

const statements = [
  `CREATE CONSTRAINT pagefile_record IF NOT EXISTS FOR (n:${RECORD}) REQUIRE (n.space, n.id) IS UNIQUE`,
  `CREATE CONSTRAINT pagefile_space IF NOT EXISTS FOR (n:${SPACE}) REQUIRE n.space IS UNIQUE`,
  `CREATE CONSTRAINT pagefile_vectors IF NOT EXISTS FOR (n:${VECTORS}) REQUIRE (n.space, n.embedder) IS UNIQUE`,
  `CREATE INDEX pagefile_documents IF NOT EXISTS FOR (n:${RECORD}) ON (n.space, n.kind, n.length)`,
  `CREATE INDEX pagefile_time IF NOT EXISTS FOR (n:${RECORD}) ON (n.space, n.at)`,
  `CREATE INDEX pagefile_place IF NOT EXISTS FOR (n:${RECORD}) ON (n.space, n.place, n.position)`,
  // Words come analysed, so the index only cuts them apart.
  `CREATE FULLTEXT INDEX ${FULL_TEXT} IF NOT EXISTS FOR (n:${RECORD}) ON EACH [n.words] OPTIONS {indexConfig: {\`fulltext.analyzer\`: 'whitespace'}}`,
  "CALL db.awaitIndexes(60)",
];

/** Makes what is missing. */
export async function createSchema(run: (statement: string) => Promise<unknown>): Promise<void> {
  for (const statement of statements) await run(statement);
}
