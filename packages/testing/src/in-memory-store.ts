import {
  type Arm,
  type ArmQuery,
  type ArmResults,
  type GraphQuery,
  type IndexedChange,
  PagefileError,
  type RecordId,
  type RecordKind,
  type RecordQuery,
  type Space,
  type Store,
  type StoreCapabilities,
} from "@pagefile/core/contracts";
import { searchGraph } from "./graph-search.ts";
import { searchLexical } from "./lexical-search.ts";
import { SpaceIndex } from "./space-index.ts";
import { searchTime } from "./time-search.ts";
import { searchVector } from "./vector-search.ts";

export interface InMemoryStoreOptions {
  readonly name: string;
  /**
   * What to declare, and keep to, in place of the defaults: lexical, vector and time for messages, passages,
   * entities and facts, the graph of the last two, all filters.
   */
  readonly capabilities?: Partial<StoreCapabilities>;
}

/** A reference store that follows a journal: exact, in maps, by looking at everything. */
export function inMemoryStore(options: InMemoryStoreOptions): InMemoryStore {
  return new InMemoryStore(options);
}

export class InMemoryStore implements Store {
  readonly name: string;
  readonly capabilities: StoreCapabilities;
  readonly #spaces = new Map<Space, SpaceIndex>();

  constructor({ name, capabilities }: InMemoryStoreOptions) {
    const served = ["lexical", "vector", "time"] as const;
    this.name = name;
    const graph = [...served, "graph"] as const;
    const serves = { message: served, passage: served, entity: graph, fact: graph };
    this.capabilities = { serves, filters: "all", vectorSearch: "exact", ...capabilities };
  }

  async apply(space: Space, changes: readonly IndexedChange[]): Promise<void> {
    this.index(space, changes);
  }

  /** `apply` in one synchronous step, for a journal that holds this store in its own transaction. */
  index(space: Space, changes: readonly IndexedChange[]): void {
    const index = this.#spaces.get(space) ?? new SpaceIndex(this.capabilities);
    index.apply(changes);
    this.#spaces.set(space, index);
  }

  async search<A extends keyof ArmResults>(
    space: Space,
    query: Extract<ArmQuery, { arm: A }>,
    options: { readonly signal?: AbortSignal },
  ): Promise<ArmResults[A]>;
  async search(space: Space, query: ArmQuery, options: { readonly signal?: AbortSignal }): Promise<ArmResults[keyof ArmResults]> {
    options.signal?.throwIfAborted();
    if (query.arm === "sql") throw this.#unsupported(query.arm, query.kinds[0]);
    this.#checkSupport(query);
    const index = this.#spaces.get(space) ?? new SpaceIndex(this.capabilities);
    if (query.arm === "graph") return searchGraph(index, query);
    if (query.arm === "lexical") return searchLexical(index, query);
    return query.arm === "vector" ? searchVector(index, query) : searchTime(index, query);
  }

  async *scan(space: Space): AsyncGenerator<{ id: RecordId; version: number; arm: Arm; embedder?: string }> {
    for (const { record, vectors } of this.#spaces.get(space)?.records ?? []) {
      const { id, version } = record;
      for (const arm of this.capabilities.serves[record.kind] ?? []) {
        if (arm === "vector") for (const embedder of vectors.keys()) yield { id, version, arm, embedder };
        else yield { id, version, arm };
      }
    }
  }

  async drop(space: Space): Promise<void> {
    this.#spaces.delete(space);
  }

  async close(): Promise<void> {}

  #checkSupport(query: RecordQuery | GraphQuery): void {
    const unserved = query.kinds.find((kind) => this.capabilities.serves[kind]?.includes(query.arm) !== true);
    if (unserved !== undefined) throw this.#unsupported(query.arm, unserved);
    if (query.filter !== undefined && this.capabilities.filters === "none")
      throw new PagefileError("STORE_UNSUPPORTED", `${this.name} does not filter.`);
  }

  #unsupported(arm: Arm, kind: RecordKind): PagefileError {
    return new PagefileError("STORE_UNSUPPORTED", `${this.name} has no ${arm} arm for the kind ${kind}.`);
  }
}
