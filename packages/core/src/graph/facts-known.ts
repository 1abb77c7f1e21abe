import type { FactBody, Instant, MemoryRecord, RecordId } from "../contracts/index.ts";
import { toInstant } from "../memory/instant.ts";
import type { SpaceContext } from "../memory/space-context.ts";
import { knownEntity } from "./entities.ts";
import { entityBody } from "./graph-body.ts";
import type { HeldFact } from "./fact-range.ts";
import type { AsOf, KnownFact } from "./knowledge-graph.ts";
import { holdsAt } from "./timeline.ts";

/** The bounds of time of a question, as instants. @throws PagefileError RECORD_INVALID */
export function asOf({ at, knownBy }: AsOf): { readonly at?: Instant; readonly knownBy?: Instant } {
  return {
    ...(at !== undefined && { at: toInstant("`at`", at) }),
    ...(knownBy !== undefined && { knownBy: toInstant("`knownBy`", knownBy) }),
  };
}

/** Whether a fact holds at a time and was known by another. */
export function isWithin({ body, record }: Pick<HeldFact, "body" | "record">, { at, knownBy }: ReturnType<typeof asOf>): boolean {
  return (at === undefined || holdsAt(body, at)) && (knownBy === undefined || record.createdAt <= knownBy);
}

/** Facts with the names of their ends; one of which an end is not there is left out. */
export async function knownFacts(context: SpaceContext, facts: readonly HeldFact[]): Promise<readonly KnownFact[]> {
  const ids = new Set(facts.flatMap(({ body }) => [body.subject, ...(body.object === undefined ? [] : [body.object])]));
  const names = namesOf(ids.size === 0 ? [] : await context.journal.get(context.space, [...ids]));
  return facts.flatMap(({ id, body, record }) => {
    const known = ends(body, names);
    return known === undefined ? [] : [{ ...body, ...known, id, record } as KnownFact];
  });
}

function namesOf(records: readonly MemoryRecord[]): ReadonlyMap<RecordId, string> {
  return new Map(records.filter((record) => entityBody(record) !== undefined).map((record) => [record.id, knownEntity(record).name]));
}

function ends({ subject, object }: FactBody, names: ReadonlyMap<RecordId, string>): Pick<KnownFact, "subject" | "object"> | undefined {
  const [subjectName, objectName] = [names.get(subject), names.get(object ?? "")];
  if (subjectName === undefined) return undefined;
  if (object === undefined) return { subject: { id: subject, name: subjectName } };
  return objectName === undefined ? undefined : { subject: { id: subject, name: subjectName }, object: { id: object, name: objectName } };
}
