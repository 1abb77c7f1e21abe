import type { JsonObject, MemoryRecord } from "@pagefile/core/contracts";

/** The title of a passage, the label of a block, the name of an entity, the key of a row. */
export function recordTitle({ kind, body, key }: Pick<MemoryRecord, "kind" | "body" | "key">): string | undefined {
  if (body instanceof Uint8Array) return key;
  const title = textOf(body, kind === "entity" ? "name" : kind === "block" ? "label" : "title");
  return title === "" ? (kind === "block" || kind === "row" ? key : undefined) : title;
}

export function textOf(body: JsonObject, name: string): string {
  const value = body[name];
  return typeof value === "string" ? value : "";
}

/** A text that is long is shown with its beginning and how much is left out. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = text
    .slice(0, most)
    .toWellFormed()
    .replace(/\uFFFD$/, "");
  return `${end}… (${(text.length - end.length).toLocaleString("en")} more characters)`;
}
