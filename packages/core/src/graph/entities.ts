import { type MemoryRecord, type Page, PagefileError, type RecordId, type RecordRef } from "../contracts/index.ts";
import { isId } from "../memory/clean-origin.ts";
import type { SpaceContext } from "../memory/space-context.ts";
import { cleanEntityName, normaliseName } from "./entity-name.ts";
import { entityBody, entityCollection } from "./graph-body.ts";
import type { KnownEntity } from "./knowledge-graph.ts";

export function entityRef(name: string): Exclude<RecordRef, string> {
  return { kind: "entity", collection: entityCollection, key: normaliseName(name) };
}

/**
 * The entity of a name, an alias or an id. A name that differs only in case, accents, width, blanks or an article is the
 * same; one that is merely alike is not. Undefined where no entity has the name. @throws RECORD_NOT_FOUND for an id of no entity
 */
export async function findEntity(context: SpaceContext, nameOrId: string): Promise<MemoryRecord | undefined> {
  const byId = isId(nameOrId);
  const ref = byId ? nameOrId : entityRef(cleanEntityName("An entity's name", nameOrId));
  const [named] = await context.journal.get(context.space, [ref]);
  const target = named === undefined ? undefined : aliasTarget(named);
  const [record] = target === undefined ? [named] : await context.journal.get(context.space, [target]);
  if (record !== undefined && entityBody(record) !== undefined) return record;
  if (byId || named !== undefined) throw noEntity(nameOrId);
  return undefined;
}

/** @throws PagefileError RECORD_NOT_FOUND */
export async function getEntity(context: SpaceContext, nameOrId: string): Promise<MemoryRecord> {
  const record = await findEntity(context, nameOrId);
  if (record === undefined) throw noEntity(nameOrId);
  return record;
}

/** The entity an alias stands for; undefined for a record that is no alias. */
export function aliasTarget({ kind, body }: MemoryRecord): RecordId | undefined {
  if (kind !== "entity" || body instanceof Uint8Array) return undefined;
  const { aliasOf } = body;
  return typeof aliasOf === "string" ? aliasOf : undefined;
}

/** A page of entities, the newest first. Their further names, which are records too, are no entities of their own. */
export async function listEntities(
  { journal, space }: SpaceContext,
  { limit = 100, cursor }: { readonly limit?: number; readonly cursor?: string },
): Promise<Page<KnownEntity>> {
  const page = { kind: "entity", order: "descending", limit, ...(cursor !== undefined && { cursor }) } as const;
  const { items, next } = await journal.list(space, page);
  const entities = items.filter((record) => entityBody(record) !== undefined).map(knownEntity);
  return { items: entities, ...(next !== undefined && { next }) };
}

export function knownEntity(record: MemoryRecord): KnownEntity {
  const { name = "", aliases = [], type, text } = entityBody(record) ?? {};
  return { id: record.id, name, aliases, ...(type !== undefined && { type }), ...(text !== undefined && { text }) };
}

function noEntity(nameOrId: string): PagefileError {
  const shown = JSON.stringify(nameOrId.slice(0, 80));
  return new PagefileError("RECORD_NOT_FOUND", `There is no entity ${shown} in this space. Look for its name with a search of the graph.`);
}
