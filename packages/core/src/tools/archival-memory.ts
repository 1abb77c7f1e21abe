import { findRecord } from "./read-record.ts";
import { searchOrRead, searchParameters } from "./search-page.ts";
import type { Tool } from "./tool.ts";

/** Archival memory: passages, without a limit of size. */
export function archivalMemoryTools(): readonly Tool[] {
  return [insert, search, update, remove];
}

const text = { type: "string", minLength: 1 };
const id = { type: "string", description: "from a search result" };

const insert: Tool = {
  name: "archival_memory_insert",
  description: "Stores a longer note for later. It is found again with archival_memory_search.",
  parameters: { type: "object", properties: { text }, required: ["text"], additionalProperties: false },
  effect: "memory",
  async run(input, { space, origin, idempotencyKey }) {
    const { records } = await space.write({ kind: "passage", text: String(input["text"]), onConflict: "skip" }, { origin, idempotencyKey });
    const [record] = records;
    return record?.outcome === "skipped" ? `This was stored before as [${record.id}].` : `Stored as [${record?.id ?? ""}].`;
  },
};

const search: Tool = {
  name: "archival_memory_search",
  description: "Searches stored notes and documents. Returns passages with ids. With id instead of query: one passage in full.",
  parameters: searchParameters,
  effect: "read",
  run: (input, context) => searchOrRead(input, "passage", context),
};

const update: Tool = {
  name: "archival_memory_update",
  description: "Replaces the text of a stored note that is out of date.",
  parameters: { type: "object", properties: { id, text }, required: ["id", "text"], additionalProperties: false },
  effect: "memory",
  async run(input, { space, origin }) {
    const { id: found } = await findRecord(space, String(input["id"]), "passage");
    await space.edit(found, () => ({ text: String(input["text"]) }), { origin });
    return `Updated [${found}].`;
  },
};

const remove: Tool = {
  name: "archival_memory_delete",
  description: "Removes a stored note that is wrong.",
  parameters: { type: "object", properties: { id }, required: ["id"], additionalProperties: false },
  effect: "memory",
  async run(input, { space, origin }) {
    const { id: found } = await findRecord(space, String(input["id"]), "passage");
    await space.delete(found, { origin });
    return `Removed [${found}].`;
  },
};
