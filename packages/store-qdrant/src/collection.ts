import type { Schemas } from "@qdrant/js-client-rest";
import { PagefileError } from "@pagefile/core/contracts";
import type { Connection } from "./connection.ts";
import { isStatus } from "./qdrant-errors.ts";
import { vectorName } from "./vector-name.ts";

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
  #vectors: readonly string[] = [];

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

  /** The names of its vectors, as far as this process has heard. */
  get vectors(): readonly string[] {
    return this.#vectors;
  }

  /** Reads the names of the vectors again, which other processes add to. */
  async refresh(): Promise<readonly string[]> {
    this.#vectors = Object.keys((await this.#info()).config.params.vectors ?? {});
    return this.#vectors;
  }

  /** Makes a place for the vectors of an embedder, beside those of others; returns its name. */
  async ensureVector(embedder: string, dimensions: number): Promise<string> {
    const vector_name = vectorName(embedder, dimensions);
    if (this.#vectors.includes(vector_name) || (await this.refresh()).includes(vector_name)) return vector_name;
    const config = { vector_name, dense: { size: dimensions, distance: "Cosine" as const } };
    await this.#connection.call((api, at, init) => api.createVectorName({ ...at, wait: true, ...config }, init));
    await this.refresh();
    return vector_name;
  }

  async #open(): Promise<void> {
    const info = await this.#info().catch((error: unknown) => {
      if (!isStatus(error, 404)) throw error;
      return this.#create();
    });
    if (info.config.params.sparse_vectors?.[wordsVector]?.modifier !== "idf") {
      throw new PagefileError("STORE_UNAVAILABLE", "The collection is not one of Pagefile's. Name another as `collection`.");
    }
    for (const [field_name, field_schema] of Object.entries(indexes)) {
      if (info.payload_schema[field_name] !== undefined) continue;
      await this.#connection.call((api, at, init) => api.createFieldIndex({ ...at, wait: true, field_name, field_schema }, init));
    }
    this.#vectors = Object.keys(info.config.params.vectors ?? {});
  }

  async #create(): Promise<Schemas["CollectionInfo"]> {
    const layout = { vectors: {}, sparse_vectors: { [wordsVector]: { modifier: "idf" as const } } };
    await this.#connection
      .call((api, at, init) => api.createCollection({ ...at, ...layout }, init))
      .catch((error: unknown) => {
        // Another process was faster.
        if (!isStatus(error, 409)) throw error;
      });
    return this.#info();
  }

  #info(): Promise<Schemas["CollectionInfo"]> {
    return this.#connection.call((api, at, init) => api.getCollection({ ...at }, init));
  }
}
