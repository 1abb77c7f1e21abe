import { type Arm, type ArmQuery, type ArmResults, type IndexedChange, PagefileError } from "@pagefile/core/contracts";
import type { Space, Store, StoreCapabilities } from "@pagefile/core/contracts";
import { Connection } from "./connection.ts";
import { GraphSearch } from "./graph-search.ts";
import { searchLexical } from "./lexical-search.ts";
import type { Neo4jOptions } from "./neo4j-options.ts";
import { applyChanges, dropNodes } from "./projection.ts";
import { type Copy, scanSpace } from "./scan.ts";
import { searchTime } from "./time-search.ts";
import { createVectorIndexes } from "./vector-sets.ts";
import { searchVector } from "./vector-search.ts";

/** The knowledge graph in Neo4j: entities and facts. Connects with its first use. */
export function neo4j(options: Neo4jOptions): Store {
  return new Neo4jStore(options);
}

const arms: readonly Arm[] = ["graph", "lexical", "vector", "time"];

class Neo4jStore implements Store {
  readonly name: string;
  readonly capabilities: StoreCapabilities = {
    serves: { entity: arms, fact: arms },
    filters: "all",
    vectorSearch: "approximate",
    maxDimensions: 4096,
  };
  readonly #connection: Connection;
  readonly #exactUpTo: number;
  readonly #vectorIndexes = new Set<string>();

  constructor(options: Neo4jOptions) {
    const { name = "neo4j", exactUpTo = 2000 } = options;
    this.name = name;
    this.#connection = new Connection(options);
    this.#exactUpTo = exactUpTo;
  }

  async apply(space: Space, changes: readonly IndexedChange[]): Promise<void> {
    await createVectorIndexes(this.#connection, changes, this.#vectorIndexes);
    await this.#connection.write((run) => applyChanges(run, space, changes));
  }

  async search<A extends keyof ArmResults>(
    space: Space,
    query: Extract<ArmQuery, { arm: A }>,
    options: { readonly signal?: AbortSignal },
  ): Promise<ArmResults[A]>;
  async search(space: Space, query: ArmQuery, { signal }: { readonly signal?: AbortSignal }): Promise<ArmResults[keyof ArmResults]> {
    signal?.throwIfAborted();
    if (query.arm === "sql") throw new PagefileError("STORE_UNSUPPORTED", `${this.name} has no sql arm.`);
    const other = query.kinds.find((kind) => this.capabilities.serves[kind] === undefined);
    if (other !== undefined)
      throw new PagefileError("STORE_UNSUPPORTED", `${this.name} holds entities and facts, and nothing of the kind ${other}.`);
    if (query.arm === "graph") return new GraphSearch(this.#connection, space, { query, signal }).run();
    if (query.arm === "lexical") return searchLexical(this.#connection, space, { query, signal });
    if (query.arm === "time") return searchTime(this.#connection, space, { query, signal });
    return searchVector(this.#connection, space, { query, signal, exactUpTo: this.#exactUpTo });
  }

  scan(space: Space): AsyncGenerator<Copy> {
    return scanSpace(this.#connection, space);
  }

  async drop(space: Space): Promise<void> {
    while ((await this.#connection.write((run) => dropNodes(run, space))) > 0);
  }

  close(): Promise<void> {
    return this.#connection.close();
  }
}
