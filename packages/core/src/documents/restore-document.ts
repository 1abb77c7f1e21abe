import type { Change, Entry, RecordId } from "../contracts/index.ts";
import { put } from "../memory/append.ts";
import { cleanId } from "../memory/clean-origin.ts";
import { notFound, type SpaceContext } from "../memory/space-context.ts";
import { appendDocument } from "./append-document.ts";
import { documentBody } from "./document-record.ts";
import type { DocumentReceipt, PutDocumentOptions } from "./documents.ts";

/** Brings a document back as it was before it was deleted, with everything that was deleted between the two entries that say so. */
export async function restoreDocument(context: SpaceContext, given: RecordId, options: PutDocumentOptions): Promise<DocumentReceipt> {
  const id = cleanId(given);
  const { journal, space } = context;
  const { content, origin, from, below } = await deletion(context, id);
  const body = documentBody({ ...content, id, version: 0, seq: from, recordedAt: content.createdAt, origin });
  if (body === undefined) throw notFound(id);
  const gone: RecordId[] = [];
  for await (const entry of journal.read(space, from)) {
    if (entry.seq >= below) break;
    if (entry.operation === "delete" && entry.origin?.parents?.includes(id) === true) gone.push(entry.id);
  }
  const { records, pending } = await appendDocument(
    context,
    {
      id,
      before: { ...content, version: 0 },
      body,
      origin: options.origin ?? origin,
      changes: gone.map((passage) => () => restoredPassage(context, passage)),
    },
    options,
  );
  return { id, identity: body.identity, written: records.length, unchanged: 0, deleted: 0, chunks: body.chunks, pending };
}

type Deletion = Required<Pick<Entry, "content" | "origin">> & { readonly from: number; readonly below: number };

/** What a document was before its deletion began, and the entries that say when it began and ended. */
async function deletion({ journal, space }: SpaceContext, id: RecordId): Promise<Deletion> {
  const entries: Entry[] = [];
  for await (const entry of journal.history(space, id)) entries.push(entry);
  const last = entries.pop();
  if (last?.operation !== "delete") throw notFound(id);
  let from = last.seq;
  for (let entry = entries.pop(); entry !== undefined; entry = entries.pop()) {
    const { content, origin, seq } = entry;
    if (content === undefined || origin === undefined) break;
    // It may say more than once that it is being deleted.
    if (!(content.body instanceof Uint8Array) && content.body["state"] === "deleting") from = seq;
    else return { content, origin, from, below: last.seq };
  }
  throw notFound(id);
}

/** A passage as it was last; nothing where it is erased. */
async function restoredPassage(context: SpaceContext, id: RecordId): Promise<Change | undefined> {
  let last: Entry | undefined;
  for await (const entry of context.journal.history(context.space, id)) if (entry.operation !== "delete") last = entry;
  const { content, origin } = last ?? {};
  return content === undefined || origin === undefined ? undefined : { ...put(context, { id, content, origin }), expectedVersion: 0 };
}
