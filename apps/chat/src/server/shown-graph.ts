import type { JsonObject, MemoryRecord, RecordId } from "@pagefile/core/contracts";
import type { EntityView, FactView } from "../protocol/graph.ts";
import { textOf } from "./record-text.ts";

/** Undefined for a further name of an entity, which is a record of the same kind. */
export function showEntity({ id, kind, index, body }: MemoryRecord): EntityView | undefined {
  if (kind !== "entity" || !index || body instanceof Uint8Array) return undefined;
  const type = textOf(body, "type");
  return { id, name: textOf(body, "name"), ...(type !== "" && { type }), aliases: textsOf(body, "aliases") };
}

/** A fact between entities that are shown too; `validAt` is when it is asked whether it holds. */
export function showFact(
  { id, body, recordedAt, origin }: MemoryRecord,
  { names, validAt }: { readonly names: ReadonlyMap<RecordId, string>; readonly validAt: string },
): FactView | undefined {
  if (body instanceof Uint8Array) return undefined;
  const [subject, object, value] = [textOf(body, "subject"), textOf(body, "object"), textOf(body, "value")];
  const [validFrom, validTo] = [textOf(body, "validFrom"), textOf(body, "validTo")];
  const subjectName = names.get(subject);
  const objectName = names.get(object);
  if (subjectName === undefined || (object !== "" && objectName === undefined)) return undefined;
  return {
    id,
    text: textOf(body, "text"),
    predicate: textOf(body, "predicate"),
    subject: { id: subject, name: subjectName },
    ...(objectName !== undefined && { object: { id: object, name: objectName } }),
    ...(value !== "" && { value }),
    ...(validFrom !== "" && { validFrom }),
    ...(validTo !== "" && { validTo }),
    recordedAt,
    closed: (validTo !== "" && validTo <= validAt) || (validFrom !== "" && validFrom > validAt),
    trust: origin.trust,
    evidence: textsOf(body, "evidence"),
  };
}

/** The ends of facts. */
export function endsOf(facts: readonly MemoryRecord[]): readonly RecordId[] {
  const ends = facts.flatMap(({ body }) => (body instanceof Uint8Array ? [] : [textOf(body, "subject"), textOf(body, "object")]));
  return [...new Set(ends.filter((id) => id !== ""))];
}

function textsOf(body: JsonObject, name: string): readonly string[] {
  const value = body[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
