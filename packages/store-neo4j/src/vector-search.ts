import type { Match, Space, VectorQuery } from "@pagefile/core/contracts";
import neo4j from "neo4j-driver";
import type { Connection, Reading, Row } from "./connection.ts";
import { compileFilter } from "./filter-cypher.ts";
import { RECORD } from "./schema.ts";
import { countsOf } from "./space-counts.ts";
import { checkDimensions, vectorIndex, vectorProperty, vectorSets } from "./vector-sets.ts";

interface Search extends Reading {
  readonly query: VectorQuery;
  readonly exactUpTo: number;
}

interface Found {
  readonly id: string;
  readonly version: number;
  readonly score: number;
  readonly vector: readonly number[] | null;
}

/** How many more than asked for are taken from the index: those of other spaces and those a filter drops are among them. */
const overfetch = 4;
const leastFetched = 400;

/** A small space is compared whole. In a large one the index proposes, and where too few of its finds pass, it is compared whole after all. */
export async function searchVector(connection: Connection, space: Space, search: Search): Promise<Match[]> {
  const { query, exactUpTo, signal } = search;
  const { kinds, embedder, vector, limit } = query;
  const set = (await vectorSets(connection, space, signal)).find((held) => held.embedder === embedder);
  checkDimensions(set, vector.length);
  if (set === undefined) return [];
  const { documents } = await countsOf(connection, space, { kinds, signal });
  const proposed = documents > Math.max(exactUpTo, limit) ? await nearest(connection, space, { ...search, from: "index" }) : [];
  const found = proposed.length < limit ? await nearest(connection, space, { ...search, from: "space" }) : proposed;
  return found.map(({ id, version, score, vector: stored }) => ({
    id,
    version,
    score,
    ...(stored !== null && { vector: Float32Array.from(stored) }),
  }));
}

async function nearest(connection: Connection, space: Space, search: Search & { from: "index" | "space" }): Promise<Found[]> {
  const { query, from, signal } = search;
  const property = vectorProperty(query.embedder, query.vector.length);
  const filter = compileFilter(query.filter);
  const source = from === "space" ? `MATCH (n:${RECORD})` : await indexed(connection, property);
  // The cosine of the stored numbers, whatever the index made of them.
  const cypher = `${source} WHERE n.space = $space AND n.kind IN $kinds AND size(n[$property]) = $dimensions
    WITH n, ${filter.cypher} AS passes WHERE passes
    WITH n, vector.similarity.cosine(n[$property], $vector) AS similarity ORDER BY similarity DESC, n.id LIMIT $limit
    RETURN n.id AS id, n.version AS version, 2 * similarity - 1 AS score, CASE WHEN $includeVectors THEN n[$property] END AS vector`;
  const parameters = {
    space,
    kinds: query.kinds,
    property,
    dimensions: neo4j.int(query.vector.length),
    vector: [...query.vector],
    limit: neo4j.int(query.limit),
    near: neo4j.int(Math.max(leastFetched, overfetch * query.limit)),
    includeVectors: query.includeVectors === true,
    ...filter.parameters,
  };
  return connection.read<Found & Row>(cypher, parameters, { signal });
}

/** The `near` nodes that the index holds nearest, as `n`; of this space alone where the server can look inside the index. */
async function indexed(connection: Connection, property: string): Promise<string> {
  const { searchesInIndex } = await connection.server();
  const index = vectorIndex(property, searchesInIndex);
  if (!searchesInIndex) return `CALL db.index.vector.queryNodes('${index}', $near, $vector) YIELD node AS n WITH n`;
  return `CYPHER 25 MATCH (n:${RECORD}) SEARCH n IN (VECTOR INDEX ${index} FOR $vector WHERE n.space = $space LIMIT $near) WITH n`;
}
