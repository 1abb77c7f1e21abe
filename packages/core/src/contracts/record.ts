import type { JsonObject } from "./json.ts";
import type { Origin } from "./origin.ts";

/** A UUIDv7 in lower case. Ids sort in the order of creation. */
export type RecordId = string;
/** A position in a space's journal, from 1, without gaps. 0 is before the first entry. */
export type Seq = number;
/** A time as ISO 8601 in UTC with milliseconds, `2026-05-03T10:00:00.000Z`, so that text order is time order. */
export type Instant = string;

/**
 * `message` recall memory, `block` core memory, `passage` documents (archival memory), `entity` and `fact` the knowledge
 * graph, `row` tables.
 */
export const recordKinds = ["message", "block", "passage", "entity", "fact", "row"] as const;
export type RecordKind = (typeof recordKinds)[number];

/** Attributes are flat and typed: `1` and `"1"` differ, and an absent attribute equals nothing. */
export type AttributeValue = string | number | boolean;
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** What a writer says of a record; everything in it is covered by the entry's hash and gone after `erase`. */
export interface RecordContent {
  readonly kind: RecordKind;
  /** JSON, or bytes that Pagefile keeps and never reads. */
  readonly body: JsonObject | Uint8Array;
  readonly tags: readonly string[];
  readonly attributes: Attributes;
  readonly createdAt: Instant;
  /** When what it tells of happened, if that is known and differs from when it was written down. */
  readonly occurredAt?: Instant;
  /** With `key`: a name the writer brings, unique in the space and kind. */
  readonly collection?: string;
  readonly key?: string;
  /** `false` makes it opaque: kept, versioned, exported, erased, but never embedded, recalled or extracted. */
  readonly index: boolean;
}

/** One remembered thing in its current version. */
export interface MemoryRecord extends RecordContent {
  readonly id: RecordId;
  /** From 1, one more with each change, a deletion and an undo included. */
  readonly version: number;
  /** The entry that made this version. */
  readonly seq: Seq;
  /** When this version was written. */
  readonly recordedAt: Instant;
  readonly origin: Origin;
}

/** A record by its id, or by the name its writer gave it. */
export type RecordRef = RecordId | { readonly kind: RecordKind; readonly collection: string; readonly key: string };
