import type { Change, MemoryRecord, Origin, RecordContent, RecordId } from "../contracts/index.ts";
import { appendToJournal, put } from "../memory/append.ts";
import { letOthersRun } from "../memory/let-others-run.ts";
import { now, type SpaceContext } from "../memory/space-context.ts";
import type { WriteReceipt, WrittenRecord } from "../memory/space-memory.ts";
import { type DocumentBody, documentRef } from "./document-record.ts";
import type { PutDocumentOptions } from "./documents.ts";

/** What stays of a document's record when its body changes. */
export type KeptOfDocument = Pick<MemoryRecord, "version" | "createdAt" | "tags" | "attributes">;

/** A document to be written with the changes of its passages. */
export interface DocumentWrite {
  readonly id: RecordId;
  /** Its record, with version 0 where it is deleted; absent where there never was one. */
  readonly before: KeptOfDocument | undefined;
  readonly body: DocumentBody;
  readonly origin: Origin;
  /** Each made when it is its turn; undefined where there is nothing to do after all. */
  readonly changes: readonly (() => Promise<Change | undefined>)[];
}

/** Changes of one append: as many as a database in this process takes in a few tens of milliseconds. */
const batch = 16;

/**
 * Appends changes in batches. The document is `writing` from the first of several, and what it is to be with the last. Stores are
 * waited for once, at the end. @throws VERSION_CONFLICT where somebody else changes the document, the signal's reason
 */
export async function appendDocument(
  context: SpaceContext,
  write: DocumentWrite,
  { onProgress, signal }: PutDocumentOptions,
): Promise<WriteReceipt> {
  const { projector, space } = context;
  const { id, changes, body } = write;
  const total = changes.length;
  const records: WrittenRecord[] = [];
  let version = write.before?.version ?? 0;
  for (let at = 0; ; at += batch) {
    signal?.throwIfAborted();
    onProgress?.({ written: at, total });
    const last = at + batch >= total;
    const made = await Promise.all(changes.slice(at, at + batch).map((change) => change()));
    const state = last ? body.state : "writing";
    const own = at === 0 || last ? [documentPut(context, write, { state, version })] : [];
    const receipt = await appendToJournal(context, {
      changes: [...own, ...made.filter((change) => change !== undefined)],
      options: {},
      asked: undefined,
    });
    records.push(...receipt.records.filter((record) => record.id !== id));
    version = receipt.records.find((record) => record.id === id)?.version ?? version;
    if (last) {
      onProgress?.({ written: total, total });
      return { ...receipt, records, pending: await projector.afterWrite(space, "stores") };
    }
    await projector.afterWrite(space, "journal");
    await letOthersRun();
  }
}

function documentPut(
  context: SpaceContext,
  { id, before, body, origin }: DocumentWrite,
  { state, version }: Pick<DocumentBody, "state"> & { readonly version: number },
): Change {
  return { ...put(context, { id, content: documentContent(context, { ...body, state }, before), origin }), expectedVersion: version };
}

export function documentContent(context: SpaceContext, body: DocumentBody, before: KeptOfDocument | undefined): RecordContent {
  const { createdAt = now(context), tags = [], attributes = {} } = before ?? {};
  return { ...documentRef(body.identity), body, tags, attributes, createdAt, index: false };
}
