import { type BlockBody, type JsonObject, type MemoryRecord, PagefileError } from "../contracts/index.ts";
import type { Tool, ToolContext } from "./tool.ts";

/** The three tools that edit blocks. Each is a read-modify-write, so no edit of another writer is lost. */
export function coreMemoryTools(): readonly Tool[] {
  return [append, replace, rewrite];
}

const label = { type: "string", description: "the block, e.g. human" };

const append: Tool = {
  name: "core_memory_append",
  description: "Adds one short fact to a block that is always in view. Use it for what matters about the user.",
  parameters: schema({ label, text: { type: "string", minLength: 1 } }),
  effect: "memory",
  run: (input, context) =>
    editBlock(input, context, (text) => {
      const added = argument(input, "text").trim();
      return text.split("\n").includes(added) ? text : text === "" ? added : `${text}\n${added}`;
    }),
};

const replace: Tool = {
  name: "core_memory_replace",
  description: "Replaces a text in a block by another; an empty new_text removes it. old_text must be copied exactly and occur once.",
  parameters: schema({ label, old_text: { type: "string", minLength: 1 }, new_text: { type: "string" } }),
  effect: "memory",
  run: (input, context) => editBlock(input, context, (text) => replaceOnce(text, argument(input, "old_text"), argument(input, "new_text"))),
};

const rewrite: Tool = {
  name: "core_memory_rewrite",
  description: "Writes a whole block anew, for example to tidy a full one.",
  parameters: schema({ label, text: { type: "string" } }),
  effect: "memory",
  run: (input, context) => editBlock(input, context, () => argument(input, "text")),
};

async function editBlock(
  input: JsonObject,
  { space, origin, idempotencyKey: call }: ToolContext,
  change: (text: string) => string,
): Promise<string> {
  const key = argument(input, "label");
  const ref = { kind: "block", collection: "core", key } as const;
  if ((await space.get(ref)) === undefined) throw await noSuchBlock(space, key);
  // A block is made from many messages. Naming one as its parent would erase the block with that message.
  const { parents: _parents, ...author } = origin;
  let size = "";
  await space.edit(
    ref,
    (record) => {
      const body = blockBody(record);
      // A call that is run again after a crash finds its own edit done.
      const text = record.attributes["call"] === call ? body.text : change(body.text);
      if (text.length > body.limit) throw overLimit(key, text.length, body.limit);
      size = `${text.length} of ${body.limit} characters`;
      return text === body.text ? undefined : { text, attributes: { call } };
    },
    { origin: author },
  );
  return `Saved in ${key}: it now holds ${size}.`;
}

/** Exact and unique, so that nothing is changed by guesswork. */
function replaceOnce(text: string, old: string, next: string): string {
  const at = text.indexOf(old);
  if (at === -1) {
    throw new PagefileError(
      "TEXT_NOT_FOUND",
      `old_text is not in the block, so nothing was changed. Copy it exactly from the block, which reads:\n${text}`,
    );
  }
  if (text.includes(old, at + 1)) {
    throw new PagefileError(
      "TEXT_NOT_FOUND",
      "old_text occurs more than once in the block, so nothing was changed. Give a longer piece that occurs once.",
    );
  }
  return text.slice(0, at) + next + text.slice(at + old.length);
}

function overLimit(key: string, length: number, limit: number): PagefileError {
  return new PagefileError(
    "LIMIT_EXCEEDED",
    `${key} would hold ${length} characters, ${length - limit} more than its limit of ${limit}, so nothing was changed. Shorten it with core_memory_rewrite, or put the text into archival memory.`,
  );
}

async function noSuchBlock(space: ToolContext["space"], key: string): Promise<PagefileError> {
  const { items } = await space.list({ kind: "block", collection: "core", by: "key" });
  return new PagefileError(
    "RECORD_NOT_FOUND",
    `There is no block ${JSON.stringify(key)}. The blocks are: ${items.map((item) => item.key).join(", ")}.`,
  );
}

function blockBody({ body }: MemoryRecord): Pick<BlockBody, "text" | "limit"> {
  const { text, limit } = body instanceof Uint8Array ? {} : body;
  return { text: typeof text === "string" ? text : "", limit: typeof limit === "number" ? limit : 2000 };
}

/** Arguments were checked against the schema before. */
function argument(input: JsonObject, name: string): string {
  return String(input[name] ?? "");
}

function schema(properties: JsonObject): JsonObject {
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
}
