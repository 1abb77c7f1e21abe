import type { GraphQuery, GraphResult, RecordId } from "@pagefile/core/contracts";
import { graphResult, type Step, type StepFact, walkGraph } from "../../store/graph-walk.ts";
import type { Database } from "../database/database.ts";

/** One query for each step of the walk, by the two indexes of edges. */
export async function searchGraph(database: Database, space: number, query: GraphQuery): Promise<GraphResult> {
  const seeds = await entitiesOf(database, space, query.seeds);
  const walk = walkGraph(
    query,
    seeds.map(({ id }) => id),
  );
  let step = walk.next();
  while (step.done !== true) step = walk.next(await factsAt(database, space, { ...step.value, of: query }));
  return graphResult(step.value, await entitiesOf(database, space, step.value.entities));
}

interface EdgeRow extends Omit<StepFact, "object" | "validFrom" | "validTo"> {
  readonly object: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

async function factsAt(
  database: Database,
  space: number,
  { border, inner, limit, of }: Step & { readonly of: GraphQuery },
): Promise<readonly StepFact[]> {
  // Every instant begins with a digit and so lies between "" and ":".
  const { at = null, knownBy = ":" } = of;
  const rows = await database.all<EdgeRow>(selectFacts, space, border, inner, at, knownBy, limit ?? null);
  return rows.map(({ object, validFrom, validTo, ...row }) => ({
    ...row,
    ...(object !== null && { object }),
    ...(validFrom !== null && { validFrom }),
    ...(validTo !== null && { validTo }),
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
