import { DatabaseSync } from "node:sqlite";
import { QdrantClient } from "@qdrant/js-client-rest";
import neo4j, { type Driver } from "neo4j-driver";
import type { StackPlaces } from "../../../src/compose-stack.ts";

type Point = Awaited<ReturnType<QdrantClient["scroll"]>>["points"][number];

/** SQLite, Qdrant and Neo4j through their vendors' clients, with nothing of ours in between. */
export class BareServers {
  readonly qdrant: QdrantClient;
  readonly collection: string;
  readonly #neo4j: Driver;
  readonly #file: string;

  constructor({ sqlite, qdrant, neo4j: graph }: StackPlaces) {
    if (sqlite === undefined || qdrant === undefined || graph === undefined) throw new TypeError("This needs SQLite, Qdrant and Neo4j.");
    this.#file = sqlite.file;
    this.collection = qdrant.collection;
    this.qdrant = new QdrantClient({ url: qdrant.url, checkCompatibility: false });
    const { username, password, host, protocol } = new URL(graph.url);
    this.#neo4j = neo4j.driver(`${protocol}//${host}`, neo4j.auth.basic(username, password));
  }

  sql(statement: string, ...values: (string | number)[]): void {
    const database = new DatabaseSync(this.#file);
    const { changes } = database.prepare(statement).run(...values);
    database.close();
    if (changes !== 1) throw new Error(`It should change one row and changed ${changes}: ${statement}`);
  }

  async cypher(statement: string, parameters: Record<string, unknown>): Promise<void> {
    const { summary } = await this.#neo4j.executeQuery(statement, parameters);
    if (!summary.counters.containsUpdates()) throw new Error(`It changed nothing: ${statement}`);
  }

  /** The point of a record, with vectors and payload. */
  async point(space: string, id: string): Promise<Point> {
    const must = [
      { key: "space", match: { value: space } },
      { key: "id", match: { value: id } },
    ];
    const { points } = await this.qdrant.scroll(this.collection, { filter: { must }, with_payload: true, with_vector: true });
    const [point] = points;
    if (point === undefined) throw new Error(`There is no point of ${id}.`);
    return point;
  }

  /** Writes a point as it was read, with another id or payload. */
  async put({ id, payload, vector }: Point, changed: { readonly id?: string; readonly payload?: Record<string, unknown> }): Promise<void> {
    const point = { id: changed.id ?? id, vector: vector as Record<string, number[]>, payload: { ...payload, ...changed.payload } };
    await this.qdrant.upsert(this.collection, { wait: true, points: [point] });
  }

  async close(): Promise<void> {
    await this.#neo4j.close();
  }
}
