import type { IndexedChange, RecordId, Space } from "@pagefile/core/contracts";
import { type Link, linksOf, liveProperties, type NodeProperties, type Place, placeOf, removedProperties } from "./record-node.ts";
import { vectorProperty } from "./vector-sets.ts";

/** A node as the database holds it before the batch. */
export interface HeldNode extends Place {
  readonly id: RecordId;
  readonly version: number;
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

  constructor(space: Space, held: readonly HeldNode[], lastPositions: Map<string, number>) {
    this.#space = space;
    this.#held = new Map(held.map((node) => [node.id, node]));
    this.#lastPositions = lastPositions;
  }

  get written(): readonly WrittenNode[] {
    return [...this.#written.values()];
  }

  take(change: IndexedChange): void {
    const { id, version } = change.type === "put" ? change.record : change;
    const earlier = this.#written.get(id);
    const before = earlier ?? this.#held.get(id);
    if (before !== undefined && before.version > version) return;
    if (change.type === "remove" || change.document === undefined) {
      const { place, position } = before ?? { place: null, position: 0 };
      const properties = removedProperties(this.#space, { id, version, place, position });
      this.#written.set(id, { id, version, place, position, properties, links: [], vectors: new Map(), replaces: true });
      return;
    }
    const { record, document, vector } = change;
    const place = placeOf(record.kind, document.group);
    const position = before !== undefined && before.place === place ? before.position : this.#nextPosition(place);
    const properties = liveProperties(this.#space, record, { place, position, document });
    const again = before?.version === version;
    const vectors = new Map(again ? earlier?.vectors : []);
    if (vector !== undefined) vectors.set(vectorProperty(vector.embedder, vector.values.length), [...vector.values]);
    const replaces = !again || (earlier?.replaces ?? false);
    this.#written.set(id, { id, version, place, position, properties, links: linksOf(document.edge), vectors, replaces });
  }

  #nextPosition(place: string | null): number {
    if (place === null) return 0;
    const next = (this.#lastPositions.get(place) ?? 0) + 1;
    this.#lastPositions.set(place, next);
    return next;
  }
}
