import type { IndexedChange, Space } from "@pagefile/core/contracts";
import { Batch, type HeldNode, type WrittenNode } from "./batch.ts";
import type { Row, Run } from "./connection.ts";
import { placeOf, relations } from "./record-node.ts";
import { RECORD, SPACE, VECTORS } from "./schema.ts";
import { addVectorSets } from "./vector-sets.ts";

/**
 * Applies changes in one transaction, alone in the space from its first statement on. Statements are done in the order in which
 * they are sent, so all reads go out together, and then all writes.
 */
export async function applyChanges(run: Run, space: Space, changes: readonly IndexedChange[]): Promise<void> {
  const [, , held, last] = await Promise.all([
    lockSpace(run, space),
    addVectorSets(run, space, changes),
    heldNodes(run, space, changes),
    lastPositions(run, space, changes),
  ]);
  const batch = new Batch(space, held, last);
  for (const change of changes) batch.take(change);
  await Promise.all([writeNodes, writeLinks, writeVectors].flatMap((write) => write(run, space, batch.written)));
}

/** Forgets some nodes of a space. Returns how many; 0 once there is nothing left of it. */
export async function dropNodes(run: Run, space: Space): Promise<number> {
  await lockSpace(run, space);
  const page = `MATCH (n:${RECORD}) WHERE n.space = $space WITH n LIMIT 2000 DETACH DELETE n RETURN count(*) AS gone`;
  const [{ gone } = { gone: 0 }] = await run<{ gone: number }>(page, { space });
  if (gone === 0) await run(`MATCH (n:${SPACE}|${VECTORS}) WHERE n.space = $space DELETE n`, { space });
  return gone;
}

/** Whoever else writes to the space waits here until this transaction ends. */
async function lockSpace(run: Run, space: Space): Promise<void> {
  await run(`MERGE (s:${SPACE} {space: $space}) SET s.turn = coalesce(s.turn, 0) + 1`, { space });
}

function heldNodes(run: Run, space: Space, changes: readonly IndexedChange[]): Promise<HeldNode[]> {
  const ids = [...new Set(changes.map((change) => (change.type === "put" ? change.record.id : change.id)))];
  const query = `UNWIND $ids AS id MATCH (n:${RECORD} {space: $space, id: id})
    RETURN n.id AS id, coalesce(n.version, 0) AS version, n.place AS place, coalesce(n.position, 0) AS position`;
  return run<HeldNode & Row>(query, { space, ids });
}

/** Removed records count, so that a place is never given twice. */
async function lastPositions(run: Run, space: Space, changes: readonly IndexedChange[]): Promise<Map<string, number>> {
  const of = changes.map((change) => (change.type === "put" ? placeOf(change.record.kind, change.document?.group) : null));
  const places = [...new Set(of)].filter((place) => place !== null);
  if (places.length === 0) return new Map();
  const query = `UNWIND $places AS place MATCH (n:${RECORD} {space: $space, place: place}) RETURN place, max(n.position) AS last`;
  const rows = await run<{ place: string; last: number }>(query, { space, places });
  return new Map(rows.map(({ place, last }) => [place, last]));
}

function writeNodes(run: Run, space: Space, nodes: readonly WrittenNode[]): readonly Promise<unknown>[] {
  return [true, false].flatMap((replaces) => {
    const rows = nodes.filter((node) => node.replaces === replaces).map(({ id, properties }) => ({ id, properties }));
    const query = `UNWIND $rows AS row MERGE (n:${RECORD} {space: $space, id: row.id}) SET n ${replaces ? "=" : "+="} row.properties`;
    return rows.length === 0 ? [] : [run(query, { space, rows })];
  });
}

/** An end that is not there yet becomes a node of nothing but space and id, which no search returns. */
function writeLinks(run: Run, space: Space, nodes: readonly WrittenNode[]): readonly Promise<unknown>[] {
  const unlink = `UNWIND $ids AS id MATCH (:${RECORD} {space: $space, id: id})-[r:${relations.join("|")}]->() DELETE r`;
  const unlinked = run(unlink, { space, ids: nodes.map(({ id }) => id) });
  const linked = relations.flatMap((relation) => {
    const rows = nodes.flatMap(({ id, links }) => links.filter((link) => link.relation === relation).map(({ to }) => ({ id, to })));
    const query = `UNWIND $rows AS row MATCH (n:${RECORD} {space: $space, id: row.id})
      MERGE (m:${RECORD} {space: $space, id: row.to}) CREATE (n)-[:${relation}]->(m)`;
    return rows.length === 0 ? [] : [run(query, { space, rows })];
  });
  return [unlinked, ...linked];
}

function writeVectors(run: Run, space: Space, nodes: readonly WrittenNode[]): readonly Promise<unknown>[] {
  const properties = [...new Set(nodes.flatMap(({ vectors }) => [...vectors.keys()]))];
  return properties.map((property) => {
    const rows = nodes.flatMap(({ id, vectors }) => (vectors.has(property) ? [{ id, values: vectors.get(property) }] : []));
    const query = `UNWIND $rows AS row MATCH (n:${RECORD} {space: $space, id: row.id})
      CALL db.create.setNodeVectorProperty(n, $property, row.values)`;
    return run(query, { space, property, rows });
  });
}
