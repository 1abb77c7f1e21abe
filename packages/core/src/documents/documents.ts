import type { Instant, MemoryRecord, Origin, Page, RecordId } from "../contracts/index.ts";
import type { PendingStore } from "../memory/memory.ts";
import type { WriteOptions, WriteReceipt } from "../memory/space-memory.ts";

/** A part of a document that is recalled by itself: a few paragraphs that stand together. */
export interface DocumentChunk {
  readonly text: string;
  /** Where it stands, as headings say, in at most 4,096 characters. @default the document's title */
  readonly title?: string;
  /** From 1. */
  readonly page?: number;
}

/** A document as it is now. */
export interface DocumentDraft {
  /** What people call it, as a rule the name of its file; kept with every passage, and what a model cites. */
  readonly name: string;
  /** What makes it the same document when it is put again: a path, an address. @default the name */
  readonly identity?: string;
  readonly title: string;
  readonly chunks: readonly DocumentChunk[];
  /** Where it comes from, kept in the origin of its passages. @default the name */
  readonly source?: string;
  readonly pages?: number;
  /** Of the file it was read from. */
  readonly bytes?: number;
}

export interface PutDocumentOptions {
  /** Told before the first change, and after each batch that is durable. */
  readonly onProgress?: (progress: DocumentProgress) => void;
  /** Ends it between two batches, with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Who brought it. @default { channel: "document", trust: "untrusted", source } */
  readonly origin?: Origin;
}

export interface DocumentProgress {
  /** Changes made: passages written and taken away. */
  readonly written: number;
  readonly total: number;
}

export interface DocumentReceipt {
  /** The record of the document itself. */
  readonly id: RecordId;
  readonly identity: string;
  /** Chunks that are new or changed, that were there already, and passages the document no longer has. */
  readonly written: number;
  readonly unchanged: number;
  readonly deleted: number;
  readonly chunks: number;
  readonly pending: readonly PendingStore[];
}

export interface KnownDocument {
  /** The record that stands for it; erasing it erases every passage and what was derived from them. */
  readonly id: RecordId;
  readonly identity: string;
  readonly name: string;
  readonly title: string;
  /** Of the whole document. */
  readonly chunks: number;
  /** False while it is being written or deleted, and after that was cut off: putting it again completes it. */
  readonly complete: boolean;
  /** When it first came, and when it last changed. */
  readonly importedAt: Instant;
  readonly changedAt: Instant;
  readonly origin: Origin;
  readonly pages?: number;
  readonly bytes?: number;
}

/**
 * Documents as wholes: archival memory that was cut from something longer. Passages are what reads find; a document is a
 * record that stands for them, opaque, and the parent of each.
 *
 * Changes are appended in batches, so that a long document does not hold up what else the process does, and an append never
 * holds half a chunk. A document is `complete` from the very append that writes the last of it.
 * @throws PagefileError RECORD_INVALID, LIMIT_EXCEEDED before anything is written
 */
export interface Documents {
  /**
   * Makes the memory hold a document as it is now. The same again changes nothing; a changed one replaces what changed and
   * takes away what it no longer has. One that was cut off is completed. @throws the signal's reason
   */
  put(document: DocumentDraft, options?: PutDocumentOptions): Promise<DocumentReceipt>;
  /** The newest first, unless asked for otherwise. */
  list(page?: {
    readonly limit?: number;
    readonly cursor?: string;
    readonly order?: "ascending" | "descending";
  }): Promise<Page<KnownDocument>>;
  get(identity: string): Promise<KnownDocument | undefined>;
  /** The passages of a document in its order. */
  passages(identity: string, page?: { readonly limit?: number; readonly cursor?: string }): Promise<Page<MemoryRecord>>;
  /** Takes a document with all its passages out of memory, in one append where it has at most 998; nothing where there is none. */
  delete(identity: string, options?: Pick<WriteOptions, "origin" | "wait">): Promise<WriteReceipt>;
  /**
   * Brings back a document that was deleted last, by the id of its record, with the passages that went with it and are not
   * erased. @throws RECORD_NOT_FOUND where none was deleted, VERSION_CONFLICT where it was put anew since
   */
  restore(id: RecordId, options?: PutDocumentOptions): Promise<DocumentReceipt>;
}
