import { type IndexedChange, PagefileError, type Space } from "@pagefile/core/contracts";
import neo4j from "neo4j-driver";
import type { Connection, Row, Run } from "./connection.ts";
import { digest } from "./digest.ts";
import { passIfThere } from "./neo4j-errors.ts";
import { RECORD, VECTORS } from "./schema.ts";

/*
 * The vectors of one embedder and length are a property of their own with an index of its own. Each space notes which
 * embedders it has vectors of, and how long they are.
 */

export interface VectorSet {
  readonly embedder: string;
  readonly dimensions: number;
}

export function vectorProperty(embedder: string, dimensions: number): string {
  return `vector_${digest(embedder)}_${dimensions}`;
}

/** Two forms of one index: with the space inside where the server can filter in it. */
export function vectorIndex(property: string, searchesInIndex: boolean): string {
  return `pagefile_${property}${searchesInIndex ? "_by_space" : ""}`;
}

/** @throws EMBEDDER_MISMATCH */
export function checkDimensions(held: VectorSet | undefined, dimensions: number): void {
  if (held === undefined || held.dimensions === dimensions) return;
  const said = `The store holds vectors of ${held.dimensions} numbers by ${JSON.stringify(held.embedder)}; these have ${dimensions}.`;
  throw new PagefileError("EMBEDDER_MISMATCH", said);
}

export async function vectorSets(connection: Connection, space: Space, signal?: AbortSignal): Promise<VectorSet[]> {
  const query = `MATCH (v:${VECTORS}) WHERE v.space = $space RETURN v.embedder AS embedder, v.dimensions AS dimensions`;
  return connection.read<VectorSet & Row>(query, { space }, { signal });
}

/** Notes the sets that a batch brings. @throws EMBEDDER_MISMATCH */
export async function addVectorSets(run: Run, space: Space, changes: readonly IndexedChange[]): Promise<void> {
  for (const { embedder, dimensions } of setsIn(changes)) {
    const query = `MERGE (v:${VECTORS} {space: $space, embedder: $embedder}) ON CREATE SET v.dimensions = $dimensions
      RETURN v.embedder AS embedder, v.dimensions AS dimensions`;
    const [held] = await run<VectorSet & Row>(query, { space, embedder, dimensions: neo4j.int(dimensions) });
    checkDimensions(held, dimensions);
  }
}

/** Makes the indexes that vectors of a batch need, before its transaction. `made` remembers them. */
export async function createVectorIndexes(connection: Connection, changes: readonly IndexedChange[], made: Set<string>): Promise<void> {
  for (const { embedder, dimensions } of setsIn(changes)) {
    const property = vectorProperty(embedder, dimensions);
    if (made.has(property)) continue;
    const { searchesInIndex } = await connection.server();
    // Without quantisation: a graph's vectors are few beside a corpus's, and no score is rounded.
    const settings = `{\`vector.dimensions\`: ${dimensions}, \`vector.similarity_function\`: 'cosine', \`vector.quantization.enabled\`: false}`;
    const [language, filters] = searchesInIndex ? ["CYPHER 25 ", "WITH [n.space, n.kind] "] : ["", ""];
    const create = `${language}CREATE VECTOR INDEX ${vectorIndex(property, searchesInIndex)} IF NOT EXISTS FOR (n:${RECORD}) ON n.${property} ${filters}OPTIONS {indexConfig: ${settings}}`;
    await connection.write((run) => run(create, {})).catch(passIfThere);
    await connection.read("CALL db.awaitIndexes(60)", {});
    made.add(property);
  }
}

function setsIn(changes: readonly IndexedChange[]): readonly VectorSet[] {
  const sets = new Map<string, VectorSet>();
  for (const change of changes) {
    if (change.type === "remove" || change.vector === undefined) continue;
    const { embedder, values } = change.vector;
    sets.set(vectorProperty(embedder, values.length), { embedder, dimensions: values.length });
  }
  return [...sets.values()];
}
