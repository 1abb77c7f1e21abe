import type { MemoryRecord, Page, RecordId } from "../contracts/index.ts";
import type { SpaceContext } from "../memory/space-context.ts";
import type { WriteReceipt } from "../memory/space-memory.ts";
import { validatePage } from "../memory/validate-page.ts";
import { type Operation, span } from "../telemetry/span.ts";
import { cleanIdentity } from "./clean-document.ts";
import { type DeleteDocumentOptions, deleteDocument } from "./delete-document.ts";
import { documentCollection, documentRef, knownDocument, passageCollection } from "./document-record.ts";
import type { DocumentDraft, DocumentReceipt, Documents, KnownDocument, PutDocumentOptions } from "./documents.ts";
import { putDocument } from "./put-document.ts";
import { restoreDocument } from "./restore-document.ts";

/** The documents of one space: each operation that writes opens a span and does its work in a file of its own. */
export class SpaceDocuments implements Documents {
  readonly #context: SpaceContext;

  constructor(context: SpaceContext) {
    this.#context = context;
  }

  async put(document: DocumentDraft, options: PutDocumentOptions = {}): Promise<DocumentReceipt> {
    return this.#spanned("upsert_memory", () => putDocument(this.#context, document, options));
  }

  async list(page: Parameters<Documents["list"]>[0] = {}): Promise<Page<KnownDocument>> {
    this.#context.assertOpen();
    const { journal, space } = this.#context;
    const conditions = validatePage({ order: "descending", ...page, kind: "block", collection: documentCollection });
    const { items, next } = await journal.list(space, conditions);
    return { items: items.map(knownDocument).filter((document) => document !== undefined), ...(next !== undefined && { next }) };
  }

  async get(identity: string): Promise<KnownDocument | undefined> {
    this.#context.assertOpen();
    const [record] = await this.#context.journal.get(this.#context.space, [documentRef(cleanIdentity(identity))]);
    return record && knownDocument(record);
  }

  async passages(identity: string, page: { readonly limit?: number; readonly cursor?: string } = {}): Promise<Page<MemoryRecord>> {
    this.#context.assertOpen();
    const collection = passageCollection(cleanIdentity(identity));
    return this.#context.journal.list(this.#context.space, validatePage({ ...page, kind: "passage", collection, by: "key" }));
  }

  async delete(identity: string, options: DeleteDocumentOptions = {}): Promise<WriteReceipt> {
    return this.#spanned("delete_memory", () => deleteDocument(this.#context, cleanIdentity(identity), options));
  }

  async restore(id: RecordId, options: PutDocumentOptions = {}): Promise<DocumentReceipt> {
    return this.#spanned("upsert_memory", () => restoreDocument(this.#context, id, options));
  }

  async #spanned<T>(operation: Operation, run: () => Promise<T>): Promise<T> {
    this.#context.assertOpen();
    return span(operation, { "gen_ai.memory.store.id": this.#context.space }, run);
  }
}
