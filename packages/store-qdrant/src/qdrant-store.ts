import type {
  Arm,
  ArmQuery,
  ArmResults,
  IndexedChange,
  RecordId,
  RecordKind,
  Space,
  Store,
  StoreCapabilities,
} from "@pagefile/core/contracts";
import { PagefileError } from "@pagefile/core/contracts";
import { applyChanges } from "./apply-changes.ts";
import { Collection, wordsVector } from "./collection.ts";
import { Connection } from "./connection.ts";
import type { Condition } from "./filter-condition.ts";
import type { QdrantOptions } from "./qdrant-options.ts";
import { searchLexical } from "./search-lexical.ts";
import { ofKinds, refuseOtherLengths, searchTime, searchVector } from "./search.ts";
import { SpacePoints } from "./space-points.ts";
import { embedderOf } from "./vector-name.ts";

const kinds: readonly RecordKind[] = ["message", "passage"];
const arms: readonly Arm[] = ["lexical", "vector", "time"];

/**
 * Messages and passages in Qdrant 1.19 or later. Nothing is sent before the first use.
 * @throws TypeError for a URL that is none
 */
export function qdrant(options: QdrantOptions): Store {
  return new QdrantStore(options);
}

class QdrantStore implements Store {
  readonly name: string;
  readonly capabilities: StoreCapabilities = {
    serves: { message: arms, passage: arms },
    filters: "all",
    vectorSearch: "approximate",
    maxDimensions: 65_536,
    maxBatch: 256,
  };
  readonly #connection: Connection;
  readonly #collection: Collection;

  constructor(options: QdrantOptions) {
    // Another collection has another past, and so other cursors.
    this.name = options.collection === undefined ? "qdrant" : `qdrant-${options.collection}`;
    this.#connection = new Connection(options);
    this.#collection = new Collection(this.#connection);
  }

  async apply(space: Space, changes: readonly IndexedChange[]): Promise<void> {
    const points = await this.#points(space);
    const lengths = new Set<string>();
    await applyChanges(points, changes, async (embedder, dimensions) => {
      const name = await this.#collection.ensureVector(embedder, dimensions);
      if (!lengths.has(name)) await refuseOtherLengths(points, this.#collection.vectors, name);
      lengths.add(name);
      return name;
    });
  }

  async search<A extends keyof ArmResults>(
    space: Space,
    query: Extract<ArmQuery, { arm: A }>,
    options: { readonly signal?: AbortSignal },
  ): Promise<ArmResults[A]>;
  async search(space: Space, query: ArmQuery, { signal }: { readonly signal?: AbortSignal }): Promise<ArmResults[keyof ArmResults]> {
    if (query.arm === "graph" || query.arm === "sql") throw new PagefileError("STORE_UNSUPPORTED", `${this.name} has no ${query.arm} arm.`);
    const strange = query.kinds.find((kind) => !kinds.includes(kind));
    if (strange !== undefined) throw new PagefileError("STORE_UNSUPPORTED", `${this.name} holds messages and passages, and no ${strange}.`);
    const points = await this.#points(space, signal);
    if (query.arm === "lexical") return searchLexical(points, query);
    return query.arm === "time" ? searchTime(points, query) : searchVector(points, this.#collection, query);
  }

  async *scan(space: Space): AsyncGenerator<Copy> {
    const points = await this.#points(space);
    yield* copies(points, { arm: "time" }, { must: [] });
    yield* copies(points, { arm: "lexical" }, { has_vector: wordsVector });
    for (const name of await this.#collection.refresh()) {
      const embedder = embedderOf(name);
      if (embedder !== undefined) yield* copies(points, { arm: "vector", embedder }, { has_vector: name });
    }
  }

  async drop(space: Space): Promise<void> {
    const points = await this.#points(space);
    await points.update([points.delete({ must: [] })]);
  }

  /** Nothing to do: idle connections close themselves. */
  async close(): Promise<void> {}

  async #points(space: Space, signal?: AbortSignal): Promise<SpacePoints> {
    await this.#collection.ready(signal);
    return new SpacePoints(this.#connection, space, signal);
  }
}

interface Copy {
  readonly id: RecordId;
  readonly version: number;
  readonly arm: Arm;
  readonly embedder?: string;
}

async function* copies(points: SpacePoints, of: Pick<Copy, "arm" | "embedder">, condition: Condition): AsyncGenerator<Copy> {
  const live = { must: [ofKinds(kinds), condition] };
  for await (const { id, version } of points.payloads(live, ["id", "version"])) yield { id, version, ...of };
}
