import type { IndexedChange } from "./index-document.ts";
import type { Arm, ArmQuery, ArmResults } from "./query.ts";
import type { RecordId, RecordKind } from "./record.ts";
import type { Space } from "./space.ts";

/** What a store can do, as data: core asks it for nothing else. */
export interface StoreCapabilities {
  /** The arms it serves for each kind. */
  readonly serves: Readonly<Partial<Record<RecordKind, readonly Arm[]>>>;
  /** Arms that are applied inside the journal's `append`; always up to date. @default none */
  readonly transactional?: readonly Arm[];
  /** Filters: all of the language, or none (core then filters after the search, and asks for more). */
  readonly filters: "all" | "none";
  /** Whether the vector arm compares with every vector or an approximate index. */
  readonly vectorSearch?: "exact" | "approximate";
  /** The longest vector it takes. */
  readonly maxDimensions?: number;
  /** The most changes in one `apply`. @default 256 */
  readonly maxBatch?: number;
}

/**
 * A projection of the journal that can be searched, dropped and rebuilt. It never embeds, never analyses text and never
 * decides: it is handed complete changes and complete queries.
 */
export interface Store {
  /** Names its cursors; unique among the stores of one memory, and stable. */
  readonly name: string;
  readonly capabilities: StoreCapabilities;
  /**
   * Applies changes in order. Idempotent: an older version never replaces a newer one, the version that is there keeps its
   * vectors when it comes again without one, and removing what is not there is no error. When it returns, a search sees
   * the changes.
   * @throws STORE_UNAVAILABLE (retryable), STORE_REJECTED (this batch will never be taken), EMBEDDER_MISMATCH
   */
  apply(space: Space, changes: readonly IndexedChange[]): Promise<void>;
  /**
   * @throws STORE_UNSUPPORTED for an arm or filter that its capabilities do not list, EMBEDDER_MISMATCH for a vector of
   * another length than it holds for the embedder
   */
  search<A extends keyof ArmResults>(
    space: Space,
    query: Extract<ArmQuery, { arm: A }>,
    options: { readonly signal?: AbortSignal },
  ): Promise<ArmResults[A]>;
  /**
   * Everything it holds of a space, in no order, for `verify`: one item for each arm's copy of a record. `embedder` with
   * the vector arm's.
   */
  scan(space: Space): AsyncIterable<{ readonly id: RecordId; readonly version: number; readonly arm: Arm; readonly embedder?: string }>;
  /** Forgets a space. */
  drop(space: Space): Promise<void>;
  close(): Promise<void>;
}
