import type { Match, Space, TimeQuery } from "@pagefile/core/contracts";
import neo4j from "neo4j-driver";
import type { Connection, Reading } from "./connection.ts";
import { compileFilter } from "./filter-cypher.ts";
import { RECORD } from "./schema.ts";

export async function searchTime(
  connection: Connection,
  space: Space,
  { query, signal }: { query: TimeQuery } & Reading,
): Promise<Match[]> {
  const { kinds, from, below, order, limit } = query;
  const filter = compileFilter(query.filter);
  const direction = order === "newest" ? "DESC" : "ASC";
  const cypher = `MATCH (n:${RECORD}) WHERE n.space = $space AND n.at >= $from AND n.at < $below AND n.kind IN $kinds
    WITH n, ${filter.cypher} AS passes WHERE passes
    RETURN n.id AS id, n.version AS version, n.at AS at ORDER BY n.at ${direction}, n.id ${direction} LIMIT $limit`;
  // Every instant begins with a digit and so lies between "" and ":".
  const parameters = { space, kinds, from: from ?? "", below: below ?? ":", limit: neo4j.int(limit), ...filter.parameters };
  const rows = await connection.read<{ id: string; version: number; at: string }>(cypher, parameters, { signal });
  return rows.map(({ id, version, at }) => ({ id, version, score: Date.parse(at) }));
}
