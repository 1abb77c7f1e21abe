import { canonicalJson, type Change, isPagefileError, type JsonObject, type MemoryRecord, type Origin } from "../contracts/index.ts";
import { originOf, put } from "../memory/append.ts";
import { letOthersRun } from "../memory/let-others-run.ts";
import { now, type SpaceContext } from "../memory/space-context.ts";
import { appendDocument } from "./append-document.ts";
import { type CleanDocument, cleanDocument } from "./clean-document.ts";
import { documentRef, passageCollection } from "./document-record.ts";
import type { DocumentDraft, DocumentReceipt, PutDocumentOptions } from "./documents.ts";
import { passagesOf } from "./passages.ts";

const attempts = 20;
/** Chunks that are compared before others get their turn. */
const stretch = 500;

/** Writes what is new of a document, takes away what it no longer has, and leaves the rest as it is. */
export async function putDocument(context: SpaceContext, draft: DocumentDraft, options: PutDocumentOptions): Promise<DocumentReceipt> {
  const document = await cleanDocument(draft);
  return context.turns.take(`${context.space} document ${document.body.identity}`, async () => {
    for (let left = attempts; ; left -= 1) {
      try {
        return await putOnce(context, document, options);
      } catch (error) {
        // Another process is at the same document; what is there by then is not written again.
        if (left <= 1 || !isPagefileError(error, "VERSION_CONFLICT")) throw error;
      }
    }
  });
}

async function putOnce(context: SpaceContext, document: CleanDocument, options: PutDocumentOptions): Promise<DocumentReceipt> {
  const { journal, space } = context;
  const { body, source, passages } = document;
  const { identity } = body;
  const collection = passageCollection(identity);
  const [record] = await journal.get(space, [documentRef(identity)]);
  const id = record?.id ?? context.ids.next();
  const origin = originOf(options.origin ?? { channel: "document", trust: "untrusted", source });
  const parents = [id, ...(origin.parents ?? [])];
  const present = new Map((await passagesOf(context, identity)).map((passage) => [passage.key ?? "", passage]));
  const isThere = (passage: MemoryRecord | undefined, wanted: JsonObject): boolean =>
    passage?.origin.parents?.includes(id) === true && canonicalJson(passage.body) === canonicalJson(wanted);
  const changed: [key: string, body: JsonObject][] = [];
  for (const [at, [key, wanted]] of [...passages].entries()) {
    if (at % stretch === stretch - 1) await letOthersRun();
    if (!isThere(present.get(key), wanted)) changed.push([key, wanted]);
  }
  const surplus = [...present].filter(([key]) => !passages.has(key)).map(([, passage]) => passage);
  const counts = { written: changed.length, unchanged: passages.size - changed.length, deleted: surplus.length, chunks: passages.size };
  const settled = changed.length + surplus.length === 0 && record !== undefined && canonicalJson(record.body) === canonicalJson(body);
  if (settled) return { id, identity, ...counts, pending: [] };
  const changes = [
    ...changed.map(([key, wanted]) => async (): Promise<Change> => {
      return passagePut(context, { collection, key, body: wanted, before: present.get(key), origin: { ...origin, parents } });
    }),
    ...surplus.map(({ id: gone, version }) => async (): Promise<Change> => {
      return { type: "delete", id: gone, origin, expectedVersion: version };
    }),
  ];
  const { pending } = await appendDocument(context, { id, before: record, body, origin, changes }, options);
  return { id, identity, ...counts, pending };
}

interface Passage {
  readonly collection: string;
  readonly key: string;
  readonly body: JsonObject;
  readonly before: MemoryRecord | undefined;
  readonly origin: Origin;
}

function passagePut(context: SpaceContext, { collection, key, body, before, origin }: Passage): Change {
  const { id = context.ids.next(), version = 0, tags = [], attributes = {}, createdAt = now(context) } = before ?? {};
  const content = { kind: "passage" as const, collection, key, body, tags, attributes, createdAt, index: before?.index ?? true };
  return { ...put(context, { id, content, origin }), expectedVersion: version };
}
