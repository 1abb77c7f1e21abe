import type { Arm, RecordId, Space } from "@pagefile/core/contracts";
import type { Connection, Row } from "./connection.ts";
import { RECORD } from "./schema.ts";
import { vectorProperty, vectorSets } from "./vector-sets.ts";

export interface Copy {
  readonly id: RecordId;
  readonly version: number;
  readonly arm: Arm;
  readonly embedder?: string;
}

/** A fact is a copy of the graph only while its relations are what its properties say. */
const linked = `n.subject IS NULL OR
  EXISTS {(n)-[:SUBJECT]->(:${RECORD} {space: $space, id: n.subject})} AND
  (n.object IS NULL OR EXISTS {(n)-[:OBJECT]->(:${RECORD} {space: $space, id: n.object})})`;

const page = `MATCH (n:${RECORD}) WHERE n.space = $space AND n.id > $after AND n.kind IS NOT NULL
  WITH n ORDER BY n.id LIMIT 500
  RETURN n.id AS id, n.version AS version, n.words IS NOT NULL AS lexical, n.at IS NOT NULL AS time, ${linked} AS graph,
    [key IN keys(n) WHERE key STARTS WITH 'vector_'] AS vectors`;

/** One item for each arm's copy of each record, in the order of ids. */
export async function* scanSpace(connection: Connection, space: Space): AsyncGenerator<Copy> {
  const sets = await vectorSets(connection, space);
  const embedders = new Map(sets.map(({ embedder, dimensions }) => [vectorProperty(embedder, dimensions), embedder]));
  for (let after = ""; ;) {
    const nodes = await connection.read<ScannedNode>(page, { space, after });
    for (const { id, version, vectors, ...copies } of nodes) {
      after = id;
      for (const arm of ["lexical", "time", "graph"] as const) if (copies[arm]) yield { id, version, arm };
      for (const property of vectors) {
        const embedder = embedders.get(property);
        if (embedder !== undefined) yield { id, version, arm: "vector", embedder };
      }
    }
    if (nodes.length === 0) return;
  }
}

type ScannedNode = Row &
  Pick<Copy, "id" | "version"> &
  Record<"lexical" | "time" | "graph", boolean> & { readonly vectors: readonly string[] };
