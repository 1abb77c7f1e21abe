import { createHash } from "node:crypto";
import type {
  AttributeValue,
  IndexDocument,
  LexicalCandidate,
  MemoryRecord,
  RecordId,
  RecordKind,
  Space,
  TimeField,
} from "@pagefile/core/contracts";
import { rankOwner, sortRank } from "./sort-rank.ts";

/** What a point says of a record that was removed: nothing but its version and, as a digest, its place. */
export interface Tombstone {
  readonly id: RecordId;
  readonly version: number;
  /** The digest of its group. */
  readonly place?: string;
  readonly position?: number;
}

/** What a point says of a record. */
export interface Payload extends Tombstone {
  readonly kind: RecordKind;
  readonly group?: string;
  readonly position: number;
  readonly terms: readonly string[];
  readonly length: number;
  /** Attributes and tags as texts that can be matched. */
  readonly labels: readonly string[];
  readonly ranks: readonly { readonly of: string; readonly rank: number }[];
  /** Times in milliseconds since 1970; `at` is the one of the time arm. */
  readonly at: number;
  readonly createdAt: number;
  readonly recordedAt: number;
  readonly occurredAt?: number;
}

/** The place in its group. */
export interface Place {
  readonly place?: string;
  readonly position: number;
}

export function payloadOf(record: MemoryRecord, document: IndexDocument, place: Place): Payload {
  const { id, version, kind, tags, attributes, createdAt, recordedAt, occurredAt } = record;
  const { terms, group } = document;
  const valued = Object.entries(attributes);
  return {
    id,
    version,
    kind,
    ...(group !== undefined && { group }),
    ...place,
    terms,
    length: terms.length,
    labels: [...valued.map(([name, value]) => attributeLabel(name, value)), ...tags.map(tagLabel)],
    ranks: valued.flatMap(([name, value]) => (typeof value === "boolean" ? [] : [{ of: rankOwner(name, value), rank: sortRank(value) }])),
    at: Date.parse(occurredAt ?? createdAt),
    createdAt: Date.parse(createdAt),
    recordedAt: Date.parse(recordedAt),
    ...(occurredAt !== undefined && { occurredAt: Date.parse(occurredAt) }),
  };
}

export function attributeLabel(name: string, value: AttributeValue): string {
  return JSON.stringify([name, value]);
}

export function tagLabel(tag: string): string {
  return JSON.stringify([tag]);
}

/** What a filter asks of a record, read back from its point. */
export function filteredPart({
  labels,
  createdAt,
  recordedAt,
  occurredAt,
}: Payload): Pick<MemoryRecord, "tags" | "attributes" | TimeField> {
  const read = labels.map((label) => JSON.parse(label) as [string] | [string, AttributeValue]);
  return {
    tags: read.flatMap((label) => (label.length === 1 ? label : [])),
    attributes: Object.fromEntries(read.filter((label) => label.length === 2)),
    createdAt: instantOf(createdAt),
    recordedAt: instantOf(recordedAt),
    ...(occurredAt !== undefined && { occurredAt: instantOf(occurredAt) }),
  };
}

export function candidateOf(payload: Payload, found: Pick<LexicalCandidate, "score" | "matched">): LexicalCandidate {
  const { id, version, kind, terms, group, position } = payload;
  return { id, version, kind, ...found, terms, ...(group !== undefined && { group }), position };
}

/** The id of a record's point: a UUID made of the space and the record's id, so that spaces never meet in a point. */
export function pointId(space: Space, id: RecordId): string {
  const bytes = digest(space, id);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

export function placeOf(space: Space, kind: RecordKind, group: string): string {
  return digest(space, kind, group).toString("hex");
}

function digest(...parts: readonly string[]): Buffer {
  return createHash("sha256").update(JSON.stringify(parts)).digest().subarray(0, 16);
}

function instantOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
