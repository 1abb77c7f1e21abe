import { type Change, isPagefileError, type MemoryRecord, type Origin } from "../contracts/index.ts";
import { append, originOf, put } from "../memory/append.ts";
import { letOthersRun } from "../memory/let-others-run.ts";
import { limits } from "../memory/limits.ts";
import type { SpaceContext } from "../memory/space-context.ts";
import type { WriteOptions, WriteReceipt, WrittenRecord } from "../memory/space-memory.ts";
import { documentContent } from "./append-document.ts";
import { documentBody, documentRef } from "./document-record.ts";
import { passagesOf } from "./passages.ts";

export type DeleteDocumentOptions = Pick<WriteOptions, "origin" | "wait">;

/** Passages of one append beside the two changes of the document itself. */
const batch = limits.batch - 2;
const attempts = 20;

/**
 * Deletes the passages and last the document. The document says first that this begins, so that everything that went with it lies
 * between two entries of its own.
 */
export async function deleteDocument(context: SpaceContext, identity: string, options: DeleteDocumentOptions): Promise<WriteReceipt> {
  const records: WrittenRecord[] = [];
  let left = attempts;
  for (; ; await letOthersRun()) {
    try {
      const { receipt, ended } = await deleteBatch(context, identity, options);
      records.push(...receipt.records.filter(({ outcome }) => outcome === "deleted"));
      if (ended) return { ...receipt, records };
    } catch (error) {
      // Somebody else changed the document, or took some of it away, since it was read: the next round sees it.
      left -= 1;
      if (left === 0 || !(isPagefileError(error, "VERSION_CONFLICT") || isPagefileError(error, "RECORD_NOT_FOUND"))) throw error;
    }
  }
}

async function deleteBatch(
  context: SpaceContext,
  identity: string,
  options: DeleteDocumentOptions,
): Promise<{ readonly receipt: WriteReceipt; readonly ended: boolean }> {
  const { journal, space } = context;
  const [document] = await journal.get(space, [documentRef(identity)]);
  const passages = await passagesOf(context, identity);
  const some = passages.slice(0, batch);
  const ended = some.length === passages.length;
  const origin = originOf(options.origin);
  const parents = [...(document === undefined ? [] : [document.id]), ...(origin.parents ?? [])];
  const first = document === undefined ? [] : beginning(context, document);
  const changes: readonly Change[] = [
    ...first,
    ...some.map(({ id, version }) => ({ type: "delete" as const, id, origin: { ...origin, parents }, expectedVersion: version })),
    ...(document === undefined || !ended ? [] : [last(document, { origin, after: first.length })]),
  ];
  if (changes.length === 0) return { receipt: { records: [], head: await journal.head(space), pending: [], replayed: false }, ended };
  const wait = ended ? options.wait : "journal";
  return { receipt: await append(context, { changes, options: wait === undefined ? {} : { wait }, asked: undefined }), ended };
}

/** Of the version that was read, after so many changes since: what was put meanwhile has passages that were not. */
function last({ id, version }: MemoryRecord, { origin, after }: { readonly origin: Origin; readonly after: number }): Change {
  return { type: "delete", id, origin, expectedVersion: version + after };
}

/** Nothing where the document says so already, as after an earlier batch. */
function beginning(context: SpaceContext, document: MemoryRecord): readonly Change[] {
  const body = documentBody(document);
  if (body === undefined || body.state === "deleting") return [];
  const { id, version, origin } = document;
  const content = documentContent(context, { ...body, state: "deleting" }, document);
  return [{ ...put(context, { id, content, origin }), expectedVersion: version }];
}
