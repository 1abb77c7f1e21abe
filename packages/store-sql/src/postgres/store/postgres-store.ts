import type { Arm, ArmQuery, ArmResults, IndexedChange, RecordId, Space, Store, StoreCapabilities } from "@pagefile/core/contracts";
import type { SqlQuery, SqlResult } from "@pagefile/core/contracts";
import { newestChanges } from "../../store/newest-changes.ts";
import type { Connection } from "../database/connection.ts";
import { carryOut, dropDocuments, heldDocuments, isWhole, planOf } from "./documents.ts";
import { compileQuery } from "../../tables/compile-query.ts";
import { askTables } from "../tables/ask-tables.ts";
import { postgresDialect } from "../tables/postgres-dialect.ts";
import { searchGraph } from "./graph-search.ts";
import { leftovers } from "./leftovers.ts";
import { searchLexical, searchTime } from "./search.ts";
import { VectorCache } from "../vectors/vector-cache.ts";
import { searchVector } from "../vectors/vector-search.ts";
import { putVectors } from "../vectors/vector-sets.ts";

const arms: readonly Arm[] = ["lexical", "vector", "time"];
const graphArms: readonly Arm[] = [...arms, "graph"];

interface Copy {
  readonly id: RecordId;
  readonly version: number;
  readonly arm: Arm;
  readonly embedder?: string;
}

/** The store in the journal's own database. Lexical, time and graph are written by `append`; vectors, and rebuilds, come by `apply`. */
export class PostgresStore implements Store {
  readonly name = "postgres";
  readonly capabilities: StoreCapabilities = {
    serves: { message: arms, block: arms, passage: arms, entity: graphArms, fact: graphArms, row: [...arms, "sql"] },
    transactional: ["lexical", "time", "graph", "sql"],
    filters: "all",
    vectorSearch: "exact",
    maxDimensions: 16_000,
  };
  readonly #connection: Connection;
  readonly #cache: VectorCache;

  constructor(connection: Connection, vectorCacheBytes: number) {
    this.#connection = connection;
    this.#cache = new VectorCache(vectorCacheBytes);
  }

  async apply(space: Space, changes: readonly IndexedChange[]): Promise<void> {
    const { schema } = await this.#connection.open();
    await this.#connection.write(
      space,
      async (database, { number: home }) => {
        const newest = newestChanges(changes);
        const projections = newest.map((change) =>
          change.type === "put" ? { record: change.record, document: change.document } : { removed: change },
        );
        const ids = newest.map((change) => (change.type === "put" ? change.record.id : change.id));
        const plan = planOf(projections, await heldDocuments(database, home, ids));
        const current = new Set([...plan.puts, ...plan.unchanged].map(({ record }) => record));
        const vectors = newest.flatMap((change) => {
          if (change.type !== "put" || change.vector === undefined || !current.has(change.record)) return [];
          const { id, kind } = change.record;
          return [{ id, kind, ...change.vector }];
        });
        await Promise.all([carryOut(database, home, plan), putVectors(database, home, { vectors, type: schema.vectorType })]);
      },
      "STORE_UNAVAILABLE",
    );
  }

  async search<A extends keyof ArmResults>(
    space: Space,
    query: Extract<ArmQuery, { arm: A }>,
    options: { readonly signal?: AbortSignal },
  ): Promise<ArmResults[A]>;
  async search(space: Space, query: ArmQuery, { signal }: { readonly signal?: AbortSignal }): Promise<ArmResults[keyof ArmResults]> {
    signal?.throwIfAborted();
    if (query.arm === "sql") return this.#ask(space, query);
    const { schema } = await this.#connection.open();
    return this.#connection.read(
      space,
      async (database, { number: home }) => {
        signal?.throwIfAborted();
        if (query.arm === "lexical") return searchLexical(database, home, query);
        if (query.arm === "graph") return searchGraph(database, home, query);
        if (query.arm === "time") return searchTime(database, home, query);
        return searchVector(database, home, { query, type: schema.vectorType, cache: this.#cache });
      },
      "STORE_UNAVAILABLE",
    );
  }

  async *scan(space: Space): AsyncGenerator<Copy> {
    let after = 0;
    for (;;) {
      const page = await this.#connection.read(
        space,
        (database, { number: home }) => database.all<Scanned>(selectScanned, home, after),
        "STORE_UNAVAILABLE",
      );
      for (const { number, id, version, whole, inGraph, embedders } of page) {
        after = number;
        if (whole) yield { id, version, arm: "lexical" };
        yield { id, version, arm: "time" };
        if (inGraph) yield { id, version, arm: "graph" };
        for (const embedder of embedders) yield { id, version, arm: "vector", embedder };
      }
      if (page.length === 0) break;
    }
    yield* await this.#connection.read(space, (database, { number: home }) => leftovers(database, home), "STORE_UNAVAILABLE");
  }

  async drop(space: Space): Promise<void> {
    await this.#connection.write(space, (database, { number: home }) => dropDocuments(database, home), "STORE_UNAVAILABLE");
  }

  /** Nothing to do: the connections belong to the journal. */
  async close(): Promise<void> {}

  async #ask(space: Space, query: SqlQuery): Promise<SqlResult> {
    const compiled = await compileQuery(query, postgresDialect);
    const { limit, timeoutMs } = query;
    const asked = { ...compiled, limit, timeoutMs };
    return this.#connection.read(space, (database, { number: home }) => askTables(database, home, asked), "STORE_UNAVAILABLE");
  }
}

interface Scanned extends Pick<Copy, "id" | "version"> {
  readonly number: number;
  readonly whole: boolean;
  readonly inGraph: boolean;
  readonly embedders: readonly string[];
}

const selectScanned = `SELECT d.number, d.id, d.version, ${isWhole} AS whole,
    d.kind = 'entity' OR EXISTS (SELECT 1 FROM edge e WHERE e.space = d.space AND e.document = d.number) AS "inGraph",
    ARRAY(SELECT s.embedder FROM vector_value v JOIN vector_set s ON s.number = v.vector_set WHERE v.document = d.number AND v.value IS NOT NULL) AS embedders
  FROM document d WHERE d.space = $1 AND d.number > $2 AND d.terms IS NOT NULL ORDER BY d.number LIMIT 500`;
