import type { GraphQuery, GraphResult, RecordId } from "@pagefile/core/contracts";
import { graphResult, type Step, type StepFact, walkGraph } from "../../store/graph-walk.ts";
import type { Database } from "../database/database.ts";

/** One query for each step of the walk, by the two indexes of edges. */
export function searchGraph(database: Database, space: number, query: GraphQuery): GraphResult {
  const seeds = entitiesOf(database, space, query.seeds);
  const walk = walkGraph(
    query,
    seeds.map(({ id }) => id),
  );
  let step = walk.next();
  while (step.done !== true) step = walk.next(factsAt(database, space, { ...step.value, of: query }));
  return graphResult(step.value, entitiesOf(database, space, step.value.entities));
}

interface EdgeRow extends Pick<StepFact, "id" | "version" | "subject" | "predicate"> {
  readonly object: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly evidence: string;
}

function factsAt(
  database: Database,
  space: number,
  { border, inner, limit = -1, of }: Step & { readonly of: GraphQuery },
): readonly StepFact[] {
  // Every instant begins with a digit and so lies between "" and ":".
  const { at = null, knownBy = ":" } = of;
  const sql = `WITH border (id) AS (SELECT value FROM json_each(?1)), inside (id) AS (SELECT value FROM json_each(?2)),
    touching (document) AS (
      SELECT e.document FROM border b CROSS JOIN edge e ON e.space = ?3 AND e.subject = b.id
        WHERE e.object IS NULL OR e.object NOT IN inside
      UNION
      SELECT e.document FROM border b CROSS JOIN edge e ON e.space = ?3 AND e.object = b.id WHERE e.subject NOT IN inside)
    SELECT d.id, d.version, e.subject, e.predicate, e.object, e.valid_from AS validFrom, e.valid_to AS validTo, e.evidence
    FROM touching t CROSS JOIN edge e ON e.document = t.document CROSS JOIN document d ON d.number = e.document
    WHERE (?4 IS NULL OR (coalesce(e.valid_from, '') <= ?4 AND coalesce(e.valid_to, ':') > ?4)) AND d.created_at <= ?5
      AND ${isEntity("e.subject")} AND (e.object IS NULL OR ${isEntity("e.object")})
    ORDER BY d.created_at DESC, d.id DESC LIMIT ?6`;
  const rows = database.all<EdgeRow>(sql, JSON.stringify(border), JSON.stringify(inner), space, at, knownBy, limit);
  return rows.map(factOf);
}

function isEntity(id: string): string {
  return `EXISTS (SELECT 1 FROM document n WHERE n.space = ?3 AND n.id = ${id} AND n.kind = 'entity' AND n.terms IS NOT NULL)`;
}

function factOf({ object, validFrom, validTo, evidence, ...row }: EdgeRow): StepFact {
  return {
    ...row,
    ...(object !== null && { object }),
    ...(validFrom !== null && { validFrom }),
    ...(validTo !== null && { validTo }),
    evidence: JSON.parse(evidence) as RecordId[],
  };
}

interface Entity {
  readonly id: RecordId;
  readonly version: number;
}

function entitiesOf(database: Database, space: number, ids: readonly RecordId[]): readonly Entity[] {
  const sql = `SELECT d.id, d.version FROM json_each(?) asked CROSS JOIN document d ON d.space = ? AND d.id = asked.value
    WHERE d.kind = 'entity' AND d.terms IS NOT NULL`;
  return database.all<Entity>(sql, JSON.stringify([...new Set(ids)]), space);
}
