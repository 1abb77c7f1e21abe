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
import { hashText } from "@pagefile/core/contracts";
import { rankOwner, sortRank } from "./sort-rank.ts";

/** The place in a group, which is named by a digest. */
export interface Place {
  readonly place?: string;
  readonly position: number;
}

/** What a point says of a record that was removed: nothing but its version and its place. */
export interface Tombstone extends Partial<Place> {
  readonly id: RecordId;
  readonly version: number;
}

/** What a point says of a record. */
export interface Payload extends Tombstone, Place {
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
    createdAt: new Date(createdAt).toISOString(),
    recordedAt: new Date(recordedAt).toISOString(),
    ...(occurredAt !== undefined && { occurredAt: new Date(occurredAt).toISOString() }),
  };
}

export function candidateOf(payload: Payload, found: Pick<LexicalCandidate, "score" | "matched">): LexicalCandidate {
  const { id, version, kind, terms, group, position } = payload;
  return { id, version, kind, ...found, terms, ...(group !== undefined && { group }), position };
}

/** The id of a record's point: a UUID made of the space and the record's id, so that spaces never meet in a point. */
export function pointId(space: Space, id: RecordId): string {
  return digest(space, id).replace(/^(.{8})(.{4}).(.{3}).(.{3})/, "$1-$2-8$3-8$4-");
}

export function placeOf(space: Space, kind: RecordKind, group: string): string {
  return digest(space, kind, group);
}

/** 32 hexadecimal digits. */
function digest(...parts: readonly string[]): string {
  return hashText(JSON.stringify(parts)).slice(0, 32);
}
