import { append, put } from "./append.ts";
import { type CleanDraft, cleanDraft } from "./draft.ts";
import { limits, withinLimit } from "./limits.ts";
import { now, type SpaceContext } from "./space-context.ts";
import type { Draft, WriteOptions, WriteReceipt } from "./space-memory.ts";

export async function write(context: SpaceContext, drafts: readonly Draft[], options: WriteOptions): Promise<WriteReceipt> {
  withinLimit("The number of drafts in one write", drafts.length, limits.batch);
  const clean = drafts.map(cleanDraft);
  const createdAt = now(context);
  const changes = clean.map(({ content, id = context.ids.next(), onConflict, expectedVersion }) => ({
    ...put(context, { id, content: { ...content, createdAt }, origin: options.origin }),
    ...(onConflict === undefined ? {} : { onConflict }),
    ...(expectedVersion === undefined ? {} : { expectedVersion }),
  }));
  return append(context, { changes, options, asked: { write: clean satisfies readonly CleanDraft[] } });
}
