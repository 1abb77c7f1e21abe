import { type AliasBody, type MemoryRecord, PagefileError, type RecordId } from "../contracts/index.ts";
import { append, originOf, put } from "../memory/append.ts";
import { now, type SpaceContext } from "../memory/space-context.ts";
import type { WriteOptions } from "../memory/space-memory.ts";
import { trustedAtMost } from "../memory/trusted-at-most.ts";
import { aliasTarget, entityRef, getEntity, knownEntity } from "./entities.ts";
import { cleanEntityName, normaliseName } from "./entity-name.ts";
import { rewritten } from "./fact-range.ts";
import { entityBody } from "./graph-body.ts";
import type { KnownEntity } from "./knowledge-graph.ts";
import { retryRace } from "./retry-race.ts";

/** Gives an entity a further name, in its text and as a record of its own that keeps others from taking the name. */
export async function addAlias(
  context: SpaceContext,
  { entity, alias: given }: { readonly entity: string; readonly alias: string },
  options: WriteOptions,
): Promise<KnownEntity> {
  const alias = cleanEntityName("An alias", given);
  return retryRace(async () => {
    const record = await getEntity(context, entity);
    const known = knownEntity(record);
    if ([known.name, ...known.aliases].some((name) => normaliseName(name) === normaliseName(alias))) return known;
    const [holder] = await context.journal.get(context.space, [entityRef(alias)]);
    if (holder !== undefined && aliasTarget(holder) !== record.id) throw nameTaken(alias, aliasTarget(holder) ?? holder.id);
    const aliases = [...known.aliases, alias];
    const named = { ...record, origin: trustedAtMost(record.origin, originOf(options.origin).trust) };
    const changes = [aliasPut(context, { record, alias, options }), rewritten(context, named, { ...entityBody(record), aliases })];
    await append(context, { changes, options, asked: { addAlias: [record.id, alias] } });
    return { ...known, aliases };
  });
}

function aliasPut(
  context: SpaceContext,
  { record, alias, options }: { record: MemoryRecord; alias: string; options: WriteOptions },
): ReturnType<typeof put> {
  const { parents: _parents, ...author } = originOf(options.origin);
  const body: AliasBody = { name: alias, aliasOf: record.id };
  const content = { ...entityRef(alias), body, tags: [], attributes: {}, createdAt: now(context), index: false };
  return { ...put(context, { id: context.ids.next(), content, origin: { ...author, parents: [record.id] } }), onConflict: "fail" };
}

function nameTaken(alias: string, id: RecordId): PagefileError {
  const message = `${JSON.stringify(alias)} is the name of another entity, ${id}. Two entities cannot share a name.`;
  return new PagefileError("RECORD_INVALID", message);
}
