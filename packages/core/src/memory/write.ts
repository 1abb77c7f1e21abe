import type { RecordId } from "../contracts/index.ts";
import { graphName } from "../graph/graph-body.ts";
import { append, put } from "./append.ts";
import { type CleanDraft, cleanDraft } from "./draft.ts";
import { limits, withinLimit } from "./limits.ts";
import { now, type SpaceContext } from "./space-context.ts";
import type { Draft, WriteOptions, WriteReceipt } from "./space-memory.ts";

export async function write(context: SpaceContext, drafts: readonly Draft[], options: WriteOptions): Promise<WriteReceipt> {
  withinLimit("The number of drafts in one write", drafts.length, limits.batch);
  const clean = drafts.map(cleanDraft);
  const createdAt = now(context);
  const newest = clean.some(({ id, content }) => id === undefined && content.kind === "message") ? await newestMessage(context) : undefined;
  const changes = clean.map(({ content, id = context.ids.next(newest), onConflict, expectedVersion }) => ({
    ...put(context, { id, content: { ...content, ...factName(content, id), createdAt }, origin: options.origin }),
    ...(onConflict === undefined ? {} : { onConflict }),
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
  }));
  return append(context, { changes, options, asked: { write: clean satisfies readonly CleanDraft[] } });
}

/** A fact is named by its own id, which it has only now. */
function factName(content: CleanDraft["content"], id: RecordId): ReturnType<typeof graphName> {
  return content.kind === "fact" && content.index && content.key === undefined ? graphName("fact", content.body, id) : undefined;
}

/** Ids are the order of a conversation, and another process may have a clock that is ahead of this one's. */
async function newestMessage({ journal, space }: SpaceContext): Promise<RecordId | undefined> {
  const { items } = await journal.list(space, { kind: "message", order: "descending", limit: 1 });
  return items[0]?.id;
}
