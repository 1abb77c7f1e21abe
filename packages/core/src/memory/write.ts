import type { RecordId } from "../contracts/index.ts";
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
    ...put(context, { id, content: { ...content, createdAt }, origin: options.origin }),
    ...(onConflict === undefined ? {} : { onConflict }),
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
  }));
  return append(context, { changes, options, asked: { write: clean satisfies readonly CleanDraft[] } });
}

/** Ids are the order of a conversation, and another process may have a clock that is ahead of this one's. */
async function newestMessage({ journal, space }: SpaceContext): Promise<RecordId | undefined> {
  const { items } = await journal.list(space, { kind: "message", order: "descending", limit: 1 });
  return items[0]?.id;
}
