import type { FactEdge } from "./graph.ts";
import type { MemoryRecord, RecordId, Seq } from "./record.ts";

/**
 * What a store needs to index a record, made once by core so that every store indexes the same.
 * A record with `index: false` or without text has none, and is in no arm of any store, time included.
 */
export interface IndexDocument {
  /** The text itself, for stores that show or embed nothing but keep it beside the vector. */
  readonly text: string;
  /**
   * The analysed words in order, duplicates included: folded, without stop words, stemmed; CJK text segmented. Each is
   * made of letters and digits only and is at most 64 characters long, so it is safe in any index's syntax.
   */
  readonly terms: readonly string[];
  /**
   * What the record is a neighbour of others in: the session of a message, the document of a passage. Groups of different
   * kinds are different groups, even of the same name.
   */
  readonly group?: string;
  /** Of a fact. */
  readonly edge?: FactEdge;
}

/** A change as a store gets it, in journal order. */
export type IndexedChange =
  | {
      readonly type: "put";
      readonly seq: Seq;
      readonly record: MemoryRecord;
      readonly document?: IndexDocument;
      /** The record's vector by the embedder that is configured; absent without an embedder or a document. */
      readonly vector?: { readonly embedder: string; readonly values: Float32Array };
    }
  | { readonly type: "remove"; readonly seq: Seq; readonly id: RecordId; readonly version: number };
