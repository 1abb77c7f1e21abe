import type { IndexedChange, Space } from "@pagefile/core/contracts";
import neo4j from "neo4j-driver";
import { Batch, type HeldNode, type WrittenNode } from "./batch.ts";
import type { Transaction } from "./connection.ts";
import { placeOf, relations } from "./record-node.ts";
import { RECORD, SPACE } from "./schema.ts";
import { addVectorSets } from "./vector-sets.ts";

/** Applies changes in one transaction, alone in the space from its first statement on. */
export async function applyChanges(transaction: Transaction, space: Space, changes: readonly IndexedChange[]): Promise<void> {
  await lockSpace(transaction, space);
  await addVectorSets(transaction, space, changes);
  const batch = new Batch(space, await heldNodes(transaction, space, changes), await lastPositions(transaction, space, changes));
  for (const change of changes) batch.take(change);
  await writeNodes(transaction, space, batch.written);
  await writeLinks(transaction, space, batch.written);
  await writeVectors(transaction, space, batch.written);
  await addCounts(transaction, space, batch.growth());
}

/** Forgets some nodes of a space. Returns how many; 0 once there is nothing left of it. */
export async function dropNodes(transaction: Transaction, space: Space): Promise<number> {
  await lockSpace(transaction, space);
  const page = `MATCH (n:${RECORD}) WHERE n.space = $space WITH n LIMIT 2000 WITH collect(n) AS page
    UNWIND page AS n WITH n, n.kind AS kind, n.length AS length DETACH DELETE n
    RETURN kind, count(*) AS documents, sum(length) AS length`;
  const gone = await transaction.run<{ kind: HeldNode["kind"]; documents: number; length: number }>(page, { space });
  const growth = gone.flatMap(({ kind, documents, length }) =>
    kind === null ? [] : [[kind, { documents: -documents, length: -length }] as const],
  );
  await addCounts(transaction, space, growth);
  if (gone.length === 0) await transaction.run(`MATCH (n:${SPACE}|PagefileVectors) WHERE n.space = $space DELETE n`, { space });
  return gone.reduce((sum, { documents }) => sum + documents, 0);
}

/** Whoever else writes to the space waits here until this transaction ends. */
async function lockSpace(transaction: Transaction, space: Space): Promise<void> {
  await transaction.run(`MERGE (s:${SPACE} {space: $space}) SET s.turn = coalesce(s.turn, 0) + 1`, { space });
}

function heldNodes(transaction: Transaction, space: Space, changes: readonly IndexedChange[]): Promise<HeldNode[]> {
  const ids = [...new Set(changes.map((change) => (change.type === "put" ? change.record.id : change.id)))];
  const query = `UNWIND $ids AS id MATCH (n:${RECORD} {space: $space, id: id})
    RETURN n.id AS id, coalesce(n.version, 0) AS version, n.kind AS kind, n.place AS place,
      coalesce(n.position, 0) AS position, coalesce(n.length, 0) AS length`;
  return transaction.run<HeldNode & Record<string, unknown>>(query, { space, ids });
}

/** Removed records count, so that a place is never given twice. */
async function lastPositions(transaction: Transaction, space: Space, changes: readonly IndexedChange[]): Promise<Map<string, number>> {
  const of = changes.map((change) => (change.type === "put" ? placeOf(change.record.kind, change.document?.group) : null));
  const places = [...new Set(of)].filter((place) => place !== null);
  if (places.length === 0) return new Map();
  const query = `UNWIND $places AS place MATCH (n:${RECORD} {space: $space, place: place}) RETURN place, max(n.position) AS last`;
  const rows = await transaction.run<{ place: string; last: number }>(query, { space, places });
  return new Map(rows.map(({ place, last }) => [place, last]));
}

async function writeNodes(transaction: Transaction, space: Space, nodes: readonly WrittenNode[]): Promise<void> {
  const write = async (operator: "=" | "+=", some: readonly WrittenNode[]): Promise<void> => {
    const rows = some.map(({ id, properties }) => ({ id, properties }));
    const query = `UNWIND $rows AS row MERGE (n:${RECORD} {space: $space, id: row.id}) SET n ${operator} row.properties`;
    if (rows.length > 0) await transaction.run(query, { space, rows });
  };
  await write(
    "=",
    nodes.filter(({ replaces }) => replaces),
  );
  await write(
    "+=",
    nodes.filter(({ replaces }) => !replaces),
  );
}

/** An end that is not there yet becomes a node of nothing but space and id, which no search returns. */
async function writeLinks(transaction: Transaction, space: Space, nodes: readonly WrittenNode[]): Promise<void> {
  const ids = nodes.map(({ id }) => id);
  const unlink = `UNWIND $ids AS id MATCH (:${RECORD} {space: $space, id: id})-[r:${relations.join("|")}]->() DELETE r`;
  await transaction.run(unlink, { space, ids });
  for (const relation of relations) {
    const rows = nodes.flatMap(({ id, links }) => links.filter((link) => link.relation === relation).map(({ to }) => ({ id, to })));
    const query = `UNWIND $rows AS row MATCH (n:${RECORD} {space: $space, id: row.id})
      MERGE (m:${RECORD} {space: $space, id: row.to}) CREATE (n)-[:${relation}]->(m)`;
    if (rows.length > 0) await transaction.run(query, { space, rows });
  }
}

async function writeVectors(transaction: Transaction, space: Space, nodes: readonly WrittenNode[]): Promise<void> {
  for (const property of new Set(nodes.flatMap(({ vectors }) => [...vectors.keys()]))) {
    const rows = nodes.flatMap(({ id, vectors }) => (vectors.has(property) ? [{ id, values: vectors.get(property) }] : []));
    const query = `UNWIND $rows AS row MATCH (n:${RECORD} {space: $space, id: row.id})
      CALL db.create.setNodeVectorProperty(n, $property, row.values)`;
    await transaction.run(query, { space, property, rows });
  }
}

type Growth = Iterable<readonly [kind: string, growth: { readonly documents: number; readonly length: number }]>;

/** Counted while the space is locked, so that a search need not count its documents. */
async function addCounts(transaction: Transaction, space: Space, growth: Growth): Promise<void> {
  const [before] = await transaction.run<{ counts: Record<string, number> }>(
    `MATCH (s:${SPACE} {space: $space}) RETURN properties(s) AS counts`,
    { space },
  );
  const counts = [...growth].flatMap(([kind, { documents, length }]) => [
    [`documents_${kind}`, neo4j.int((before?.counts[`documents_${kind}`] ?? 0) + documents)] as const,
    [`length_${kind}`, neo4j.int((before?.counts[`length_${kind}`] ?? 0) + length)] as const,
  ]);
  await transaction.run(`MATCH (s:${SPACE} {space: $space}) SET s += $counts`, { space, counts: Object.fromEntries(counts) });
}
