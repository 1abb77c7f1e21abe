import type { IndexedChange, RecordId, RecordKind, Space } from "@pagefile/core/contracts";
import { type Link, linksOf, liveProperties, type NodeProperties, type Place, placeOf, removedProperties } from "./record-node.ts";
import { vectorProperty } from "./vector-sets.ts";

/** A node as the database holds it before the batch. */
export interface HeldNode extends Place {
  readonly id: RecordId;
  readonly version: number;
  /** Null for a removed record. */
  readonly kind: RecordKind | null;
  readonly length: number;
}

/** A node as the batch leaves it. */
export interface WrittenNode extends HeldNode {
  readonly properties: NodeProperties;
  readonly links: readonly Link[];
  /** By the name of the property. */
  readonly vectors: ReadonlyMap<string, readonly number[]>;
  /** Whether its vectors of before go: they are of another version. */
  readonly replaces: boolean;
}

/** What a batch of changes makes of the nodes, decided under the space's lock: an older version never replaces a newer one. */
export class Batch {
  readonly #space: Space;
  readonly #held: ReadonlyMap<RecordId, HeldNode>;
  readonly #lastPositions: Map<string, number>;
  readonly #written = new Map<RecordId, WrittenNode>();

  constructor(space: Space, held: readonly HeldNode[], lastPositions: ReadonlyMap<string, number>) {
    this.#space = space;
    this.#held = new Map(held.map((node) => [node.id, node]));
    this.#lastPositions = new Map(lastPositions);
  }

  take(change: IndexedChange): void {
    const { id, version } = change.type === "put" ? change.record : change;
    const earlier = this.#written.get(id);
    const before = earlier ?? this.#held.get(id);
    if (before !== undefined && before.version > version) return;
    const live = change.type === "put" && change.document !== undefined;
    const same = live && before?.version === version;
    const node = live ? this.#live(change, change.document, before) : this.#removed(id, version, before);
    this.#written.set(id, {
      ...node,
      replaces: !same || (earlier?.replaces ?? false),
      vectors: new Map([...(same ? (earlier?.vectors ?? []) : []), ...(live ? vectorOf(change) : [])]),
    });
  }

  get written(): readonly WrittenNode[] {
    return [...this.#written.values()];
  }

  /** By how much documents and words of each kind grow. */
  growth(): ReadonlyMap<RecordKind, { documents: number; length: number }> {
    const growth = new Map<RecordKind, { documents: number; length: number }>();
    const count = ({ kind, length }: HeldNode, sign: 1 | -1): void => {
      if (kind === null) return;
      const { documents, length: sum } = growth.get(kind) ?? { documents: 0, length: 0 };
      growth.set(kind, { documents: documents + sign, length: sum + sign * length });
    };
    for (const node of this.#written.values()) {
      const before = this.#held.get(node.id);
      if (before !== undefined) count(before, -1);
      count(node, 1);
    }
    return growth;
  }

  #live({ record }: Put, document: Document, before: HeldNode | undefined): Omit<WrittenNode, "vectors" | "replaces"> {
    const { id, version, kind } = record;
    const place = placeOf(kind, document.group);
    const position = before !== undefined && before.place === place ? before.position : this.#nextPosition(place);
    const properties = liveProperties(this.#space, record, { place, position, document });
    return { id, version, kind, place, position, length: document.terms.length, properties, links: linksOf(document.edge) };
  }

  #removed(id: RecordId, version: number, before: HeldNode | undefined): Omit<WrittenNode, "vectors" | "replaces"> {
    const { place, position } = before ?? { place: null, position: 0 };
    const properties = removedProperties(this.#space, { id, version }, { place, position });
    return { id, version, kind: null, place, position, length: 0, properties, links: [] };
  }

  #nextPosition(place: string | null): number {
    if (place === null) return 0;
    const next = (this.#lastPositions.get(place) ?? 0) + 1;
    this.#lastPositions.set(place, next);
    return next;
  }
}

type Put = Extract<IndexedChange, { type: "put" }>;
type Document = NonNullable<Put["document"]>;

function vectorOf({ vector }: Put): readonly [string, readonly number[]][] {
  return vector === undefined ? [] : [[vectorProperty(vector.embedder, vector.values.length), [...vector.values]]];
}
