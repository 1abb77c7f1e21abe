import type { Instant, RecordId } from "./record.ts";

/**
 * What a graph keeps of a fact, made once by core from its body: an edge from an entity to another, or to nothing but a
 * value. Its ends are ids of entities of the same space.
 */
export interface FactEdge {
  readonly subject: RecordId;
  /** Normalised: lower case, words joined by `_`, letters and digits only; at most 64 characters. */
  readonly predicate: string;
  /** The entity it leads to; absent where the fact says a value. */
  readonly object?: RecordId;
  /** When it began to hold, included; absent: always did. */
  readonly validFrom?: Instant;
  /** When it ceased to hold, excluded; absent: still does. */
  readonly validTo?: Instant;
  /** The messages and passages it was learnt from. */
  readonly evidence: readonly RecordId[];
}

/**
 * What lies around some entities, or the way from them to another. Edges are followed in both directions. Core ranks
 * what comes back, so that every graph ranks alike.
 */
export interface GraphQuery {
  readonly arm: "graph";
  readonly kinds: readonly ["entity", "fact"];
  /** What lies around an entity is not filtered. */
  readonly filter?: never;
  /** Entities to start from, 1 to 100; one that is not there is passed over. */
  readonly seeds: readonly RecordId[];
  /** Facts away from a seed, 1 to 4. */
  readonly hops: number;
  /** Asks for the facts of one shortest way from a seed to this entity within `hops`, and for none where there is none. */
  readonly to?: RecordId;
  /** Only facts that hold at this time: `validFrom <= at < validTo`. @default facts of all times */
  readonly at?: Instant;
  /** Only facts whose record was created by then, included. @default all */
  readonly knownBy?: Instant;
  /** The most facts, nearest first and among equals the newest; 1 to 10,000. */
  readonly limit: number;
}

/** A part of a graph. `version` lets core drop what the journal has moved past. */
export interface GraphResult {
  /** Each entity once, those the facts name and the seeds that are there. */
  readonly entities: readonly { readonly id: RecordId; readonly version: number; readonly hops: number }[];
  /** In the order of the query; on a way, in the order of the way. A fact whose subject or object is not there is left out. */
  readonly facts: readonly GraphFact[];
  /** Whether `limit` cut off facts. */
  readonly truncated: boolean;
}

export interface GraphFact extends FactEdge {
  readonly id: RecordId;
  readonly version: number;
  /** 1 for a fact that touches a seed, one more for each step away. */
  readonly hops: number;
}
