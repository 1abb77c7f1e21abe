import type { ShownRecord } from "../../protocol/shown-record.ts";

/** What memory, agents and this program keep for themselves, by its collection and the beginning of its key. */
const kept: readonly (readonly [collection: string, keyPrefix: string, words: string])[] = [
  ["agent", "context", "Where the queue begins"],
  ["agent", "call/", "A call with an outside effect began"],
  ["agent", "confirm/", "A call waits for a word"],
  ["agent", "table/", "Rows of little trust came into a table"],
  ["extract", "spent", "What distilling facts has used"],
  ["extract", "answer", "What a model found, before it is written"],
  ["facts", "", "The facts of one subject were put in order"],
  ["judgements", "", "A memory was judged"],
  ["predicates", "", "Whether there can be several of one kind of fact"],
  ["settings", "agent", "Which agent this space is of"],
  ["settings", "documents-of", "Whose documents this space holds"],
  ["settings", "retrieval", "How much each way of recalling counts"],
  ["settings", "stopped", "A reply was stopped"],
  ["summaries-due", "", "A document waits to be summed up"],
];

/** In words what a record without text, or an entry of it, is about; undefined where that is not known. */
export function bookkeepingText({
  collection,
  key = "",
  version,
}: Pick<ShownRecord, "collection" | "key" | "version">): string | undefined {
  if (collection === "core") return `The block ${key}, empty`;
  const [, prefix, words] = kept.find(([one, start]) => one === collection && key.startsWith(start)) ?? [];
  return prefix === "confirm/" && version > 1 ? "The answer to a call that waited" : words;
}
