import {
  type EntityBody,
  type FactBody,
  type FactEdge,
  isPagefileError,
  type JsonObject,
  type MemoryRecord,
  PagefileError,
  type RecordContent,
  type RecordId,
  type RecordKind,
} from "../contracts/index.ts";
import { cleanId, isId } from "../memory/clean-origin.ts";
import { cleanText } from "../memory/clean-text.ts";
import { toInstant } from "../memory/instant.ts";
import { cleanEntityName, normaliseName, normalisePredicate } from "./entity-name.ts";

/** The collection of entities and of their further names, one record for each name. */
export const entityCollection = "entities";

type Body = RecordContent["body"];

/**
 * The body of a record of the graph, complete; of any other kind as it is. Opaque records are kept as they are.
 * @throws PagefileError RECORD_INVALID, with what to do
 */
export function cleanGraphBody(kind: RecordKind, body: Body, index: boolean): Body {
  if (body instanceof Uint8Array || !index) return body;
  if (kind === "entity") return { ...body, ...cleanEntity(body) };
  return kind === "fact" ? { ...body, ...cleanFact(body) } : body;
}

/** The name that follows from such a body: one entity of each name, the facts of a subject and predicate in one range of keys. */
export function graphName(kind: RecordKind, body: Body, id: RecordId): { collection: string; key: string } | undefined {
  if (body instanceof Uint8Array) return undefined;
  const { name, subject, predicate } = body;
  if (kind === "entity" && typeof name === "string") return { collection: entityCollection, key: normaliseName(name) };
  if (kind !== "fact" || typeof subject !== "string" || typeof predicate !== "string") return undefined;
  return { collection: subject, key: factKey(predicate, id) };
}

export function factKey(predicate: string, id: RecordId): string {
  return `${predicate} ${id}`;
}

/** The entities a record is about, which it names as its parents so that it is found and goes with them. */
export function entitiesOf({ kind, body }: Pick<RecordContent, "kind" | "body">): readonly RecordId[] {
  if (kind !== "fact" || body instanceof Uint8Array) return [];
  return [body["subject"], body["object"]].filter(isId);
}

/** The body of an indexed entity; undefined for every other record. */
export function entityBody(record: MemoryRecord): EntityBody | undefined {
  return record.kind === "entity" && record.index ? readable(record.body, cleanEntity) : undefined;
}

/** The body of an indexed fact; undefined for every other record. */
export function factBody(record: MemoryRecord): FactBody | undefined {
  return record.kind === "fact" && record.index ? readable(record.body, cleanFact) : undefined;
}

export function edgeOf({ subject, predicate, object, validFrom, validTo, evidence = [] }: FactBody): FactEdge {
  return {
    subject,
    predicate,
    ...(object !== undefined && { object }),
    ...(validFrom !== undefined && { validFrom }),
    ...(validTo !== undefined && { validTo }),
    evidence,
  };
}

function readable<T>(body: Body, clean: (body: JsonObject) => T): T | undefined {
  if (body instanceof Uint8Array) return undefined;
  try {
    return clean(body);
  } catch (error) {
    if (isPagefileError(error)) return undefined;
    throw error;
  }
}

function cleanEntity(body: JsonObject): EntityBody {
  const { name, type, aliases = [], text } = body;
  if (name === undefined) throw new PagefileError("RECORD_INVALID", 'An entity needs a name: give it in the body, as { name: "Ana" }.');
  if (!Array.isArray(aliases)) throw new PagefileError("RECORD_INVALID", "An entity's aliases are a list of names.");
  return {
    name: cleanEntityName("An entity's name", name),
    aliases: aliases.map((alias: unknown) => cleanEntityName("An alias", alias)),
    ...(type !== undefined && { type: cleanText("An entity's type", type) }),
    ...(text !== undefined && { text: cleanText("An entity's text", text) }),
  };
}

function cleanFact(body: JsonObject): FactBody {
  const { subject, predicate, object, value, text, single = false } = body;
  const { validFrom, assumed = false, validTo, closes, closedBy, statedTo, evidence } = body;
  if ((object === undefined) === (value === undefined)) {
    throw new PagefileError("RECORD_INVALID", "A fact has an object (the id of an entity) or a value (text), and not both.");
  }
  if (typeof text !== "string" || text.trim() === "") throw new PagefileError("RECORD_INVALID", "A fact needs its text, as a sentence.");
  if (typeof single !== "boolean") throw new PagefileError("RECORD_INVALID", "`single` of a fact is true or false.");
  if (typeof assumed !== "boolean") throw new PagefileError("RECORD_INVALID", "`assumed` of a fact is true or false.");
  return {
    subject: cleanEnd("subject", subject),
    predicate: normalisePredicate(predicate),
    ...(object !== undefined && { object: cleanEnd("object", object) }),
    ...(value !== undefined && { value: cleanText("A fact's value", value) }),
    text: cleanText("A fact's text", text),
    single,
    ...(validFrom !== undefined && { validFrom: toInstant("`validFrom`", validFrom) }),
    ...(assumed && { assumed }),
    ...(validTo !== undefined && { validTo: toInstant("`validTo`", validTo) }),
    ...(closes !== undefined && { closes: idList("closes", closes) }),
    ...(closedBy !== undefined && { closedBy: cleanId(closedBy) }),
    ...(statedTo !== undefined && { statedTo: toInstant("`statedTo`", statedTo) }),
    ...(evidence !== undefined && { evidence: idList("evidence", evidence) }),
  };
}

function cleanEnd(what: string, id: unknown): RecordId {
  try {
    return cleanId(id);
  } catch (error) {
    throw new PagefileError("RECORD_INVALID", `A fact's ${what} is the id of an entity; space.graph.addFact takes names.`, {
      cause: error,
    });
  }
}

function idList(what: string, ids: unknown): readonly RecordId[] {
  if (Array.isArray(ids)) return [...new Set(ids.map(cleanId))];
  throw new PagefileError("RECORD_INVALID", `A fact's ${what} is a list of ids.`);
}
