import type { FactEdge, IndexDocument, MemoryRecord, RecordId, RecordKind, Space } from "@pagefile/core/contracts";
import neo4j, { type Integer } from "neo4j-driver";
import { attributeText } from "./attribute-text.ts";
import { digest } from "./digest.ts";
import { wordsOf } from "./words.ts";

/** A record's place among its neighbours; `place` names kind and group, and gives neither away. */
export interface Place {
  readonly place: string | null;
  readonly position: number;
}

/** The kinds of relation a fact has to other nodes. */
export const relations = ["SUBJECT", "OBJECT", "EVIDENCE"] as const;
export type Relation = (typeof relations)[number];

export interface Link {
  readonly relation: Relation;
  readonly to: RecordId;
}

/** All properties of a record's node but its vectors. Only a node with a `kind` is ever found. */
export type NodeProperties = Readonly<Record<string, string | readonly string[] | Integer | null>>;

export function liveProperties(space: Space, record: MemoryRecord, at: Place & { readonly document: IndexDocument }): NodeProperties {
  const { id, version, seq, kind, createdAt, recordedAt, occurredAt = null, tags, attributes } = record;
  const { text, terms, group = null, edge } = at.document;
  return {
    ...removedProperties(space, { ...at, id, version }),
    seq: neo4j.int(seq),
    kind,
    text,
    words: wordsOf(space, kind, terms),
    length: neo4j.int(terms.length),
    group,
    createdAt,
    recordedAt,
    occurredAt,
    at: occurredAt ?? createdAt,
    tags: [...tags],
    attributes: Object.entries(attributes).map(([name, value]) => attributeText(name, value)),
    subject: edge?.subject ?? null,
    predicate: edge?.predicate ?? null,
    object: edge?.object ?? null,
    validFrom: edge?.validFrom ?? null,
    validTo: edge?.validTo ?? null,
    evidence: edge === undefined ? null : [...edge.evidence],
  };
}

/** What stays of a removed record, so that no late change brings it back, and its place is never given twice. */
export function removedProperties(space: Space, node: Place & { readonly id: RecordId; readonly version: number }): NodeProperties {
  const { id, version, place, position } = node;
  return { space, id, version: neo4j.int(version), place, position: neo4j.int(position) };
}

export function linksOf(edge: FactEdge | undefined): readonly Link[] {
  if (edge === undefined) return [];
  const { subject, object, evidence } = edge;
  const links: Link[] = [...new Set(evidence)].map((to) => ({ relation: "EVIDENCE", to }));
  if (object !== undefined) links.push({ relation: "OBJECT", to: object });
  return [...links, { relation: "SUBJECT", to: subject }];
}

export function placeOf(kind: RecordKind, group: string | undefined): string | null {
  return group === undefined ? null : digest("place", kind, group);
}
