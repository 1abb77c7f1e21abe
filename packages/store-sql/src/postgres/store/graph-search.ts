import type { GraphFact, GraphQuery, GraphResult, RecordId } from "@pagefile/core/contracts";
import type { Database } from "../database/database.ts";

/** Walks from the seeds outwards, one query for each step, by the two indexes of edges. */
export async function searchGraph(database: Database, space: number, query: GraphQuery): Promise<GraphResult> {
  const { to } = query;
  const seeds = await entitiesOf(database, space, query.seeds);
  const found =
    to === undefined ? await around(database, space, { ...query, seeds }) : await wayTo(database, space, { ...query, seeds, to });
  const facts = found.facts.slice(0, query.limit);
  const named = new Set([...seeds.map(({ id }) => id), ...facts.flatMap(endsOf)]);
  const entities = (await entitiesOf(database, space, [...named])).map((entity) => ({ ...entity, hops: found.away.get(entity.id) ?? 0 }));
  return { entities, facts, truncated: found.facts.length > facts.length };
}

type Walk = Omit<GraphQuery, "seeds"> & { readonly seeds: readonly Entity[] };

interface Found {
  readonly facts: readonly GraphFact[];
  /** How far each entity is from the nearest seed. */
  readonly away: ReadonlyMap<RecordId, number>;
}

/** The nearest facts, one more than the limit where there are more. */
async function around(database: Database, space: number, walk: Walk): Promise<Found> {
  const away = new Map(walk.seeds.map(({ id }) => [id, 0]));
  const facts: GraphFact[] = [];
  for (let hops = 1; hops <= walk.hops && facts.length <= walk.limit; hops += 1) {
    const step = await factsAt(database, space, { walk, away, hops, limit: walk.limit + 1 - facts.length });
    for (const id of step.flatMap(endsOf)) if (!away.has(id)) away.set(id, hops);
    facts.push(...step);
  }
  return { facts, away };
}

/** The facts of one shortest way, found backwards from its end. */
async function wayTo(database: Database, space: number, walk: Walk & { readonly to: RecordId }): Promise<Found> {
  const away = new Map(walk.seeds.map(({ id }) => [id, 0]));
  const came = new Map<RecordId, GraphFact>();
  for (let hops = 1; hops <= walk.hops && !away.has(walk.to); hops += 1) {
    for (const fact of await factsAt(database, space, { walk, away, hops, limit: null })) {
      for (const id of endsOf(fact)) {
        if (away.has(id)) continue;
        away.set(id, hops);
        came.set(id, fact);
      }
    }
  }
  const facts: GraphFact[] = [];
  for (let at = walk.to, fact = came.get(at); fact !== undefined; fact = came.get(at)) {
    facts.unshift(fact);
    at = (fact.subject === at ? fact.object : fact.subject) ?? at;
  }
  return { facts, away };
}

interface Step {
  readonly walk: Walk;
  readonly away: ReadonlyMap<RecordId, number>;
  readonly hops: number;
  /** The most facts; null for all. */
  readonly limit: number | null;
}

interface EdgeRow extends Omit<GraphFact, "hops" | "object" | "validFrom" | "validTo"> {
  readonly object: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** The facts that touch what the step before reached and nothing nearer, newest first. */
async function factsAt(database: Database, space: number, { walk, away, hops, limit }: Step): Promise<readonly GraphFact[]> {
  const border = [...away].filter(([, far]) => far === hops - 1).map(([id]) => id);
  const inner = [...away].filter(([, far]) => far < hops - 1).map(([id]) => id);
  // Every instant begins with a digit and so lies between "" and ":".
  const { at = null, knownBy = ":" } = walk;
  const rows = await database.all<EdgeRow>(selectFacts, space, border, inner, at, knownBy, limit);
  return rows.map(({ object, validFrom, validTo, ...row }) => ({
    ...row,
    ...(object !== null && { object }),
    ...(validFrom !== null && { validFrom }),
    ...(validTo !== null && { validTo }),
    hops,
  }));
}

function isEntity(id: string): string {
  return `EXISTS (SELECT 1 FROM document n WHERE n.space = $1 AND n.id = ${id} AND n.kind = 'entity' AND n.terms IS NOT NULL)`;
}

const selectFacts = `WITH touching (document) AS (
    SELECT e.document FROM edge e WHERE e.space = $1 AND e.subject = ANY ($2) AND (e.object IS NULL OR e.object <> ALL ($3))
    UNION
    SELECT e.document FROM edge e WHERE e.space = $1 AND e.object = ANY ($2) AND e.subject <> ALL ($3))
  SELECT d.id, d.version, e.subject, e.predicate, e.object, e.valid_from AS "validFrom", e.valid_to AS "validTo", e.evidence
  FROM touching t JOIN edge e ON e.space = $1 AND e.document = t.document JOIN document d ON d.space = $1 AND d.number = e.document
  WHERE ($4::text IS NULL OR (coalesce(e.valid_from, '') <= $4 AND coalesce(e.valid_to, ':') > $4)) AND d.created_at <= $5
    AND ${isEntity("e.subject")} AND (e.object IS NULL OR ${isEntity("e.object")})
  ORDER BY d.created_at DESC, d.id DESC LIMIT $6`;

interface Entity {
  readonly id: RecordId;
  readonly version: number;
}

function entitiesOf(database: Database, space: number, ids: readonly RecordId[]): Promise<readonly Entity[]> {
  const sql = `SELECT d.id, d.version FROM document d
    WHERE d.space = $1 AND d.id = ANY ($2) AND d.kind = 'entity' AND d.terms IS NOT NULL`;
  return database.all<Entity>(sql, space, ids);
}

function endsOf({ subject, object }: Pick<GraphFact, "subject" | "object">): readonly RecordId[] {
  return object === undefined ? [subject] : [subject, object];
}
