import { type JsonObject, type Origin, PagefileError } from "../contracts/index.ts";
import type { SpaceMemory } from "../memory/space-memory.ts";
import { isNamed, type OpenMount, spaceMember, writableSpace, writableTitles } from "./open-mount.ts";
import { findRecord } from "./read-record.ts";
import { searchOrRead, searchParameters } from "./search-page.ts";
import type { Tool, ToolContext } from "./tool.ts";

/** Archival memory: passages, without a limit of size. Mounts are searched, and written where a call names one that may be. */
export function archivalMemoryTools(mounts: readonly OpenMount[]): readonly Tool[] {
  const titles = writableTitles(mounts);
  const where = titles.length === 0 ? {} : { [spaceMember]: { type: "string", description: `only for ${titles.join(", ")}` } };
  return [insert(where), search(mounts), update(where), remove(where)];
}

const text = { type: "string", minLength: 1 };
const id = { type: "string", description: "from a search result" };

function insert(where: JsonObject): Tool {
  return {
    name: "archival_memory_insert",
    description: "Stores a longer note for later. It is found again with archival_memory_search.",
    parameters: schema({ text, ...where }, ["text"]),
    effect: "memory",
    async run(input, context) {
      const { space, origin } = writing(context, writableSpace(context, input[spaceMember]));
      const { idempotencyKey } = context;
      const note = { kind: "passage", text: String(input["text"]), onConflict: "skip" } as const;
      const [record] = (await space.write(note, { origin, idempotencyKey })).records;
      return record?.outcome === "skipped" ? `This was stored before as [${record.id}].` : `Stored as [${record?.id ?? ""}].`;
    },
  };
}

function search(mounts: readonly OpenMount[]): Tool {
  const also = mounts.length === 0 ? "" : ` Also looks through ${mounts.map(({ title }) => title).join(", ")}.`;
  return {
    name: "archival_memory_search",
    description: `Searches stored notes and documents. Returns passages with ids. With id instead of query: one passage in full.${also}`,
    parameters: searchParameters,
    effect: "read",
    recalls: true,
    run: (input, context) => searchOrRead(input, "passage", context),
  };
}

function update(where: JsonObject): Tool {
  return {
    name: "archival_memory_update",
    description: "Replaces the text of a stored note that is out of date.",
    parameters: schema({ id, text, ...where }, ["id", "text"]),
    effect: "memory",
    async run(input, context) {
      const { found, space, origin } = await findToChange(input, context);
      await space.edit(found, () => ({ text: String(input["text"]) }), { origin });
      return `Updated [${found}].`;
    },
  };
}

function remove(where: JsonObject): Tool {
  return {
    name: "archival_memory_delete",
    description: "Removes a stored note that is wrong.",
    parameters: schema({ id, ...where }, ["id"]),
    effect: "memory",
    async run(input, context) {
      const { found, space, origin } = await findToChange(input, context);
      await space.delete(found, { origin });
      return `Removed [${found}].`;
    },
  };
}

interface Writing {
  readonly space: SpaceMemory;
  readonly origin: Origin;
}

/**
 * @throws PagefileError MOUNT_READ_ONLY for a note in a mount that may not be written, or that the call does not name; QUERY_INVALID
 * for one at home where the call names a mount
 */
async function findToChange(input: JsonObject, context: ToolContext): Promise<Writing & { readonly found: string }> {
  const { record, mount } = await findRecord(context, String(input["id"]), "passage");
  const named = String(input[spaceMember] ?? "");
  if (mount?.access === "read") {
    const message = `[${record.id}] is in ${mount.title}, which can be read and not written. Store a note of your own instead.`;
    throw new PagefileError("MOUNT_READ_ONLY", message);
  }
  if (mount === undefined && context.mounts.some((one) => isNamed(one, named))) {
    const message = `[${record.id}] is in your own memory. To change it there, call again without ${spaceMember}.`;
    throw new PagefileError("QUERY_INVALID", message);
  }
  if (mount !== undefined && !isNamed(mount, named)) {
    const message = `[${record.id}] is in ${mount.title}. To change it there, call again with ${spaceMember} ${JSON.stringify(mount.title)}.`;
    throw new PagefileError("MOUNT_READ_ONLY", message);
  }
  return { found: record.id, ...writing(context, mount?.space ?? context.space) };
}

/** Records of one space are no parents in another: nothing there could be erased with them. */
function writing({ space: own, origin }: ToolContext, space: SpaceMemory): Writing {
  if (space === own) return { space, origin };
  const { parents: _parents, ...rest } = origin;
  return { space, origin: rest };
}

function schema(properties: JsonObject, required: readonly string[]): JsonObject {
  return { type: "object", properties, required, additionalProperties: false };
}
