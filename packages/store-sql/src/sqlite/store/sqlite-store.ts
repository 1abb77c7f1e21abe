import type { Arm, ArmQuery, ArmResults, IndexedChange, RecordId, Space, Store, StoreCapabilities } from "@pagefile/core/contracts";
import type { SqlQuery, SqlResult } from "@pagefile/core/contracts";
import type { Connection } from "../database/connection.ts";
import { dropDocuments, projectPut, projectRemoval } from "./documents.ts";
import { searchLexical, searchTime, searchVector } from "./search.ts";
import { searchGraph } from "./graph-search.ts";
import { leftovers } from "./leftovers.ts";
import { findSpace, openSpace } from "../database/spaces.ts";
import { VectorCache } from "./vector-cache.ts";
import { putVector } from "./vector-sets.ts";
import { compileQuery } from "../../tables/compile-query.ts";
import { Sandboxes } from "../tables/sandboxes.ts";
import { sqliteDialect } from "../tables/sqlite-dialect.ts";

const arms: readonly Arm[] = ["lexical", "vector", "time"];
const graphArms: readonly Arm[] = [...arms, "graph"];

interface Copy {
  readonly id: RecordId;
  readonly version: number;
  readonly arm: Arm;
  readonly embedder?: string;
}

/** The store in the journal's own file. Lexical, time and graph are written by `append`; vectors, and rebuilds, come by `apply`. */
export class SqliteStore implements Store {
  readonly name = "sqlite";
  readonly capabilities: StoreCapabilities = {
    serves: { message: arms, block: arms, passage: arms, entity: graphArms, fact: graphArms, row: [...arms, "sql"] },
    transactional: ["lexical", "time", "graph", "sql"],
    filters: "all",
    vectorSearch: "exact",
  };
  readonly #connection: Connection;
  readonly #cache: VectorCache;
  readonly #sandboxes = new Sandboxes();

  constructor(connection: Connection, vectorCacheBytes: number) {
    this.#connection = connection;
    this.#cache = new VectorCache(vectorCacheBytes);
  }

  apply(space: Space, changes: readonly IndexedChange[]): Promise<void> {
    return this.#connection.write((database) => {
      const { number: home } = openSpace(database, space);
      for (const change of changes) {
        if (change.type === "remove") {
          projectRemoval(database, home, change);
          continue;
        }
        const document = projectPut(database, home, { record: change.record, document: change.document });
        database.reach("apply:document");
        if (document === undefined || change.vector === undefined) continue;
        putVector(database, home, { document, kind: change.record.kind, ...change.vector });
        database.reach("apply:vector");
      }
    }, "STORE_UNAVAILABLE");
  }

  async search<A extends keyof ArmResults>(
    space: Space,
    query: Extract<ArmQuery, { arm: A }>,
    options: { readonly signal?: AbortSignal },
  ): Promise<ArmResults[A]>;
  search(space: Space, query: ArmQuery, { signal }: { readonly signal?: AbortSignal }): Promise<ArmResults[keyof ArmResults]> {
    if (query.arm === "sql") return this.#ask(space, query);
    return this.#connection.read((database) => {
      signal?.throwIfAborted();
      const home = findSpace(database, space)?.number ?? 0;
      if (query.arm === "lexical") return searchLexical(database, home, query);
      if (query.arm === "time") return searchTime(database, home, query);
      if (query.arm === "graph") return searchGraph(database, home, query);
      return searchVector(database, home, { query, cache: this.#cache });
    }, "STORE_UNAVAILABLE");
  }

  async *scan(space: Space): AsyncGenerator<Copy> {
    let after = 0;
    for (;;) {
      const page = await this.#connection.read((database) => {
        const home = findSpace(database, space)?.number ?? 0;
        const documents = database.all<ScannedRow>(selectScanned, home, after);
        const vectors =
          "SELECT s.embedder FROM vector_set s JOIN vector v ON v.vector_set = s.number WHERE s.space = ? AND v.document = ? AND v.value IS NOT NULL";
        return documents.map((row) => ({ ...row, embedders: database.all<{ embedder: string }>(vectors, home, row.number) }));
      }, "STORE_UNAVAILABLE");
      for (const { number, id, version, hasWords, inGraph, embedders } of page) {
        after = number;
        if (hasWords === 1) yield { id, version, arm: "lexical" };
        yield { id, version, arm: "time" };
        if (inGraph === 1) yield { id, version, arm: "graph" };
        for (const { embedder } of embedders) yield { id, version, arm: "vector", embedder };
      }
      if (page.length === 0) break;
    }
    yield* await this.#connection.read((database) => leftovers(database, findSpace(database, space)?.number ?? 0), "STORE_UNAVAILABLE");
  }

  drop(space: Space): Promise<void> {
    return this.#connection.write((database) => dropDocuments(database, findSpace(database, space)?.number ?? 0), "STORE_UNAVAILABLE");
  }

  /** The file belongs to the journal. */
  async close(): Promise<void> {
    this.#sandboxes.close();
  }

  async #ask(space: Space, query: SqlQuery): Promise<SqlResult> {
    const compiled = await compileQuery(query, sqliteDialect);
    const { limit, timeoutMs } = query;
    return this.#sandboxes.ask({ ...compiled, limit, timeoutMs }, (work) =>
      this.#connection.read((database) => work(database, findSpace(database, space)?.number ?? 0), "STORE_UNAVAILABLE"),
    );
  }
}

interface ScannedRow extends Pick<Copy, "id" | "version"> {
  readonly number: number;
  readonly hasWords: 0 | 1;
  readonly inGraph: 0 | 1;
}

const selectScanned = `SELECT d.number, d.id, d.version, EXISTS (SELECT 1 FROM lexical WHERE lexical.rowid = d.number) AS hasWords,
    d.kind = 'entity' OR EXISTS (SELECT 1 FROM edge WHERE edge.document = d.number) AS inGraph
  FROM document d WHERE d.space = ? AND d.number > ? AND d.terms IS NOT NULL ORDER BY d.number LIMIT 500`;
