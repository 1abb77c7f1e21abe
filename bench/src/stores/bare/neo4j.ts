import neo4j from "neo4j-driver";
import { dimensions, type Side } from "../side.ts";

/** Nodes merged by a unique id, with text in a full-text and numbers in a vector index. */
export async function bareNeo4j(url: string, label: string): Promise<Side> {
  const { username, password, host } = new URL(url);
  const driver = neo4j.driver(`bolt://${host}`, neo4j.auth.basic(username || "neo4j", decodeURIComponent(password)));
  const run = (cypher: string, parameters: object = {}): Promise<number> =>
    driver.executeQuery(cypher, parameters).then(({ records }) => records.length);
  const options = `{indexConfig: {\`vector.dimensions\`: ${dimensions}, \`vector.similarity_function\`: 'cosine'}}`;
  await run(`CREATE CONSTRAINT ${label}_id FOR (n:${label}) REQUIRE n.id IS UNIQUE`);
  await run(`CREATE FULLTEXT INDEX ${label}_text FOR (n:${label}) ON EACH [n.text]`);
  await run(`CREATE VECTOR INDEX ${label}_vector FOR (n:${label}) ON n.vector OPTIONS ${options}`);
  await run("CALL db.awaitIndexes(60)");
  return {
    async write(samples) {
      const rows = samples.map(({ id, text, vector }) => ({ id, text, vector: [...vector] }));
      await run(
        `UNWIND $rows AS row MERGE (n:${label} {id: row.id}) SET n.text = row.text WITH n, row
          CALL db.create.setNodeVectorProperty(n, 'vector', row.vector)`,
        { rows },
      );
    },
    search: ({ vector }) =>
      run(`CALL db.index.vector.queryNodes('${label}_vector', 10, $vector) YIELD node, score RETURN node.id, score`, {
        vector: [...vector],
      }),
    async close() {
      await run(`MATCH (n:${label}) DETACH DELETE n`);
      for (const name of ["text", "vector"]) await run(`DROP INDEX ${label}_${name}`);
      await run(`DROP CONSTRAINT ${label}_id`);
      await driver.close();
    },
  };
}
