import type { GraphFact, GraphQuery, GraphResult, RecordId, Space } from "@pagefile/core/contracts";
import neo4j from "neo4j-driver";
import type { Connection, Reading, Row } from "./connection.ts";
import { RECORD } from "./schema.ts";

interface Found extends Row {
  readonly fact: Omit<GraphFact, "hops" | "object" | "validFrom" | "validTo"> & Record<Optional, string | null>;
  /** The entities it names. */
  readonly ends: readonly { readonly id: RecordId; readonly version: number }[];
}
type Optional = "object" | "validFrom" | "validTo";

/** What holds of each fact `n` on the way, and of the space's own nodes only. */
const held = `n.space = $space AND n.kind = 'fact'
  AND ($at IS NULL OR coalesce(n.validFrom, '') <= $at AND $at < coalesce(n.validTo, '~'))
  AND ($knownBy IS NULL OR n.createdAt <= $knownBy)`;

const isEntity = (node: string): string => `${node}.space = $space AND ${node}.kind = 'entity'`;

/** Both ends of `n`, where they are there. */
const withEnds = `MATCH (n)-[:SUBJECT]->(s:${RECORD}) WHERE ${isEntity("s")}
  OPTIONAL MATCH (n)-[:OBJECT]->(o:${RECORD}) WHERE ${isEntity("o")}
  WITH *, [end IN [s, o] WHERE end IS NOT NULL | end {.id, .version}] AS ends WHERE n.object IS NULL OR o IS NOT NULL`;

const returned = "n {.id, .version, .subject, .predicate, .object, .validFrom, .validTo, .evidence} AS fact, ends";

/** One search: what it has found so far. */
export class GraphSearch {
  readonly #connection: Connection;
  readonly #query: GraphQuery;
  readonly #reading: Reading;
  readonly #parameters: Row;
  readonly #entities = new Map<RecordId, { readonly id: RecordId; readonly version: number; readonly hops: number }>();
  readonly #facts = new Map<RecordId, GraphFact>();
  #truncated = false;

  constructor(connection: Connection, space: Space, { query, signal }: { query: GraphQuery } & Reading) {
    const { at = null, knownBy = null } = query;
    this.#connection = connection;
    this.#query = query;
    this.#reading = { signal };
    this.#parameters = { space, at, knownBy };
  }

  async run(): Promise<GraphResult> {
    const seeds = await this.#read<{ id: RecordId; version: number }>(
      `UNWIND $seeds AS seed MATCH (e:${RECORD} {space: $space, id: seed}) WHERE ${isEntity("e")} RETURN e.id AS id, e.version AS version`,
      { seeds: this.#query.seeds },
    );
    for (const seed of seeds) this.#entities.set(seed.id, { ...seed, hops: 0 });
    await (this.#query.to === undefined ? this.#spread() : this.#findWay(this.#query.to));
    return { entities: [...this.#entities.values()], facts: [...this.#facts.values()], truncated: this.#truncated };
  }

  /** Hop by hop, so that the nearest come first, a hub costs one step, and nothing is walked twice. */
  async #spread(): Promise<void> {
    const next = `UNWIND $frontier AS id MATCH (:${RECORD} {space: $space, id: id})<-[:SUBJECT|OBJECT]-(n:${RECORD})
      WHERE ${held} AND NOT n.id IN $seen WITH DISTINCT n ${withEnds}
      RETURN ${returned} ORDER BY n.createdAt DESC, n.id DESC LIMIT $limit`;
    let frontier = [...this.#entities.keys()];
    for (let hops = 1; hops <= this.#query.hops && frontier.length > 0 && !this.#truncated; hops += 1) {
      const left = this.#query.limit - this.#facts.size;
      const seen = [...this.#facts.keys()];
      const found = await this.#read<Found>(next, { frontier, seen, limit: neo4j.int(left + 1) });
      this.#truncated = found.length > left;
      frontier = found.slice(0, left).flatMap((one) => this.#take(one, hops));
    }
  }

  async #findWay(to: RecordId): Promise<void> {
    if (this.#entities.has(to)) return;
    // The one number that cannot be a parameter.
    const hops = Math.min(Math.max(Math.trunc(this.#query.hops), 1), 4);
    const way = `MATCH way = SHORTEST 1 (from:${RECORD} WHERE from.space = $space AND from.id IN $seeds)
      ((:${RECORD})<-[:SUBJECT|OBJECT]-(n:${RECORD} WHERE ${held})-[:SUBJECT|OBJECT]->(e:${RECORD} WHERE ${isEntity("e")})){1,${hops}}
      (to:${RECORD} WHERE to.space = $space AND to.id = $to)
      WITH n AS steps, length(way) AS length ORDER BY length LIMIT 1
      UNWIND range(0, size(steps) - 1) AS at WITH at, steps[at] AS n ${withEnds} RETURN ${returned} ORDER BY at`;
    const found = await this.#read<Found>(way, { seeds: [...this.#entities.keys()], to });
    for (const [at, one] of found.slice(0, this.#query.limit).entries()) this.#take(one, at + 1);
    this.#truncated = found.length > this.#query.limit;
  }

  /** Keeps a fact with its ends. Returns the entities that are new. */
  #take({ fact, ends }: Found, hops: number): RecordId[] {
    const { object, validFrom, validTo, ...rest } = fact;
    const optional = { ...(object !== null && { object }), ...(validFrom !== null && { validFrom }), ...(validTo !== null && { validTo }) };
    this.#facts.set(fact.id, { ...rest, ...optional, hops });
    const fresh = ends.filter(({ id }) => !this.#entities.has(id));
    for (const end of fresh) this.#entities.set(end.id, { ...end, hops });
    return fresh.map(({ id }) => id);
  }

  #read<T extends Row>(query: string, parameters: Row): Promise<T[]> {
    return this.#connection.read<T>(query, { ...this.#parameters, ...parameters }, this.#reading);
  }
}
