import type { Schemas } from "@qdrant/js-client-rest";
import type { Space } from "@pagefile/core/contracts";
import type { Connection } from "./connection.ts";
import { type Condition, is } from "./filter-condition.ts";
import type { Payload, Tombstone } from "./payload.ts";

export type Operation = Schemas["UpdateOperation"];
export type Vectors = Readonly<Record<string, number[] | Schemas["SparseVector"]>>;

export interface Point {
  readonly id: string;
  readonly payload: Payload | Tombstone;
  readonly vectors: Vectors;
}

export interface Found {
  readonly score: number;
  readonly payload: Payload;
  readonly vector?: Readonly<Record<string, readonly number[]>>;
}

export interface Search {
  readonly query: Schemas["QueryInterface"];
  readonly using?: string;
  readonly params?: Schemas["SearchParams"];
  readonly condition: Condition;
  readonly limit: number;
  /** The named vector to return. */
  readonly vector?: string;
}

const pageSize = 1000;

/** The points of one space: every request to the server that touches points is made here, and names the space. */
export class SpacePoints {
  readonly space: Space;
  readonly #call: Connection["call"];

  constructor(connection: Connection, space: Space, signal?: AbortSignal) {
    this.space = space;
    this.#call = (request) => connection.call(request, signal);
  }

  /** Runs searches in one request. */
  async search(searches: readonly Search[]): Promise<readonly (readonly Found[])[]> {
    const requests = searches.map(({ condition, vector, ...search }) => ({
      ...search,
      filter: this.within(condition),
      with_payload: true,
      ...(vector !== undefined && { with_vector: [vector] }),
    }));
    const answers = await this.#call((api, at, init) => api.queryBatchPoints({ ...at, searches: requests }, init));
    return answers.map(({ points }) => points as unknown as readonly Found[]);
  }

  /** What the points hold that satisfy a condition, page by page; with `fields`, only these of it. */
  async *payloads<T = Payload>(condition: Condition, fields?: readonly (keyof T & string)[]): AsyncGenerator<T> {
    let offset: Schemas["ScrollRequest"]["offset"];
    do {
      const page = {
        filter: this.within(condition),
        limit: pageSize,
        offset: offset ?? null,
        with_payload: fields === undefined || [...fields],
      };
      const answer = await this.#call((api, at, init) => api.scrollPoints({ ...at, ...page }, init));
      for (const { payload } of answer.points) yield payload as T;
      offset = answer.next_page_offset;
    } while (offset !== null && offset !== undefined);
  }

  async count(condition: Condition): Promise<number> {
    const body = { filter: this.within(condition), exact: true };
    return (await this.#call((api, at, init) => api.countPoints({ ...at, ...body }, init))).count;
  }

  /** How many of the points that satisfy a condition have each value of a field. */
  async facet(key: string, condition: Condition): Promise<readonly Schemas["FacetValueHit"][]> {
    const body = { key, filter: this.within(condition), limit: 100_000, exact: true };
    return (await this.#call((api, at, init) => api.facet({ ...at, ...body }, init))).hits;
  }

  /** Writes points; those that are there only where the condition holds for what is there. */
  upsert(points: readonly Point[], condition: Condition): readonly Operation[] {
    const written = points.map(({ id, payload, vectors }) => ({ id, payload: this.#owned(payload), vector: { ...vectors } }));
    return points.length === 0 ? [] : [{ upsert: { points: written, update_filter: this.within(condition) } }];
  }

  /** Adds vectors to points for which the condition holds, and leaves their others. */
  addVectors(points: readonly Omit<Point, "payload">[], condition: Condition): readonly Operation[] {
    const changed = points.map(({ id, vectors }) => ({ id, vector: { ...vectors } }));
    return points.length === 0 ? [] : [{ update_vectors: { points: changed, update_filter: this.within(condition) } }];
  }

  overwrite(payload: Payload, condition: Condition): Operation {
    return { overwrite_payload: { payload: this.#owned(payload), filter: this.within(condition) } };
  }

  delete(condition: Condition): Operation {
    return { delete: { filter: this.within(condition) } };
  }

  /** Does operations in order, and returns when searches see them. */
  async update(operations: readonly Operation[]): Promise<void> {
    if (operations.length === 0) return;
    const body = { wait: true, operations: [...operations] };
    await this.#call((api, at, init) => api.batchUpdate({ ...at, ...body }, init));
  }

  /** The condition, for points of this space only. */
  within(condition: Condition): Schemas["Filter"] {
    return { must: [is("space", this.space), condition] };
  }

  #owned(payload: Payload | Tombstone): Record<string, unknown> {
    return { ...payload, space: this.space };
  }
}
