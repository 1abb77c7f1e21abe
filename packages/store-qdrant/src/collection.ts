import type { Schemas } from "@qdrant/js-client-rest";
import { PagefileError } from "@pagefile/core/contracts";
import type { Connection } from "./connection.ts";
import { isStatus } from "./qdrant-errors.ts";
import { embedderOf, vectorName } from "./vector-name.ts";

/** The sparse vector of a document's words. */
export const wordsVector = "terms";

/** What can be filtered, ordered and counted by. The server refuses or scans for anything else. */
const indexes: Readonly<Record<string, Schemas["PayloadFieldSchema"]>> = {
  space: { type: "keyword", is_tenant: true },
  id: "keyword",
  kind: "keyword",
  version: "integer",
  place: "keyword",
  position: "integer",
  terms: "keyword",
  length: "integer",
  labels: "keyword",
  "ranks[].of": "keyword",
  "ranks[].rank": "integer",
  at: "integer",
  createdAt: "integer",
  recordedAt: "integer",
  occurredAt: "integer",
};

/** Makes the one collection of all spaces where it is missing, and knows the vectors it has. */
export class Collection {
  readonly #connection: Connection;
  #ready: Promise<void> | undefined;
  #vectors = new Set<string>();

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The collection is there afterwards. Asks the server once; a failure is forgotten, so that the next call tries again. */
  ready(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.#ready ??= this.#open().catch((error: unknown) => {
      this.#ready = undefined;
      throw error;
    });
    return this.#ready;
  }

  has(vector: string): boolean {
    return this.#vectors.has(vector);
  }

  /** Reads the names of the vectors again, which other processes add to. */
  async refresh(): Promise<readonly string[]> {
    const { vectors } = (await this.#info()).config.params;
    this.#vectors = new Set(Object.keys(vectors ?? {}));
    return [...this.#vectors];
  }

  /** The vectors by the embedder of another length. */
  othersOf(vector: string): readonly string[] {
    return [...this.#vectors].filter((name) => name !== vector && embedderOf(name) === embedderOf(vector));
  }

  /** Makes a place for the vectors of an embedder, beside those of others; returns its name. */
  async ensureVector(embedder: string, dimensions: number): Promise<string> {
    const name = vectorName(embedder, dimensions);
    if (this.has(name) || (await this.refresh()).includes(name)) return name;
    const config = { dense: { size: dimensions, distance: "Cosine" as const } };
    await this.#connection.call((api, init) =>
      api.createVectorName({ collection_name: this.#connection.collection, vector_name: name, wait: true, ...config }, init),
    );
    this.#vectors.add(name);
    return name;
  }

  async #open(): Promise<void> {
    const { collection } = this.#connection;
    const info = await this.#info().catch(async (error: unknown) => {
      if (!isStatus(causeOf(error), 404)) throw error;
      await this.#create();
      return this.#info();
    });
    if (info.config.params.sparse_vectors?.[wordsVector]?.modifier !== "idf") {
      throw new PagefileError(
        "STORE_UNAVAILABLE",
        `The collection ${JSON.stringify(collection)} is not one of Pagefile's. Name another as \`collection\`.`,
      );
    }
    for (const [field_name, field_schema] of Object.entries(indexes)) {
      if (info.payload_schema[field_name] !== undefined) continue;
      await this.#connection.call((api, init) =>
        api.createFieldIndex({ collection_name: collection, wait: true, field_name, field_schema }, init),
      );
    }
    this.#vectors = new Set(Object.keys(info.config.params.vectors ?? {}));
  }

  async #create(): Promise<void> {
    const layout = { vectors: {}, sparse_vectors: { [wordsVector]: { modifier: "idf" as const } } };
    try {
      await this.#connection.call((api, init) => api.createCollection({ collection_name: this.#connection.collection, ...layout }, init));
    } catch (error) {
      // Another process was faster.
      if (!isStatus(causeOf(error), 409)) throw error;
    }
  }

  #info(): Promise<Schemas["CollectionInfo"]> {
    return this.#connection.call((api, init) => api.getCollection({ collection_name: this.#connection.collection }, init));
  }
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}
