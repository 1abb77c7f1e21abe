import type { Filter } from "./filter.ts";
import type { GraphQuery, GraphResult } from "./graph.ts";
import type { Instant, RecordId, RecordKind } from "./record.ts";
import type { SqlQuery, SqlResult } from "./tables.ts";

/** One way of searching. */
export const arms = ["lexical", "vector", "graph", "time", "sql"] as const;
export type Arm = (typeof arms)[number];

interface Bounds {
  readonly kinds: readonly RecordKind[];
  readonly filter?: Filter;
  /** The most matches to return; 1 to 10,000. */
  readonly limit: number;
}

/**
 * Records that hold any of the terms. A store finds candidates and core scores them, so that every store ranks alike:
 * the `limit` candidates that a plain BM25 ranks first, and around each of them the records of its group up to `radius`
 * positions away, whether they match or not and whether the filter holds for them or not.
 */
export interface LexicalQuery extends Bounds {
  readonly arm: "lexical";
  /** Distinct analysed words, at least one. */
  readonly terms: readonly string[];
  /** 0 to 8. 0 returns matches only. */
  readonly radius: number;
}

/** Records nearest to a vector by cosine. */
export interface VectorQuery extends Bounds {
  readonly arm: "vector";
  readonly embedder: string;
  readonly vector: Float32Array;
  /** Return each match's stored vector as well. @default false */
  readonly includeVectors?: boolean;
}

/** Records by the time they tell of (`occurredAt`, else `createdAt`), newest or oldest first. */
export interface TimeQuery extends Bounds {
  readonly arm: "time";
  /** Included. */
  readonly from?: Instant;
  /** Excluded. */
  readonly below?: Instant;
  readonly order: "newest" | "oldest";
}

/** What finds records by itself. */
export type RecordQuery = LexicalQuery | VectorQuery | TimeQuery;
export type RecordArm = RecordQuery["arm"];
export type ArmQuery = RecordQuery | GraphQuery | SqlQuery;

/** A record a store found, best first. `version` lets core drop what the journal has moved past. */
export interface Match {
  readonly id: RecordId;
  readonly version: number;
  /** The store's own score, higher is better: BM25, cosine from -1 to 1, milliseconds since 1970. */
  readonly score: number;
  /** With `includeVectors`. */
  readonly vector?: Float32Array;
}

/** A candidate of a lexical search with what is needed to score it. */
export interface LexicalCandidate extends Match {
  readonly kind: RecordKind;
  /**
   * Whether it satisfies terms and filter itself, also where it ranks below `limit` and is there as a neighbour; false for
   * a neighbour that is there for its words only.
   */
  readonly matched: boolean;
  readonly terms: readonly string[];
  /** With `kind`, the group: a session and a document of one name are two. */
  readonly group?: string;
  /**
   * Its place in the group, counted as records were first written: consecutive records differ by 1, or by more where
   * others were deleted in between. 0 without a group.
   */
  readonly position: number;
}

/** Of the whole space and the kinds asked for, whatever the filter. */
export interface LexicalStatistics {
  readonly documents: number;
  /** Mean number of terms in a document. */
  readonly averageLength: number;
  /** For each term of the query, in order, the number of documents that hold it. */
  readonly frequencies: readonly number[];
}

export interface LexicalResult {
  readonly candidates: readonly LexicalCandidate[];
  readonly statistics: LexicalStatistics;
}

/** What each arm returns. */
export interface ArmResults {
  readonly lexical: LexicalResult;
  readonly vector: readonly Match[];
  readonly time: readonly Match[];
  readonly graph: GraphResult;
  readonly sql: SqlResult;
}
