import { type Page, PagefileError, type RecordId } from "../contracts/index.ts";
import { cleanId } from "../memory/clean-origin.ts";
import { deleteRefs } from "../memory/delete.ts";
import type { SpaceContext } from "../memory/space-context.ts";
import type { WriteOptions, WriteReceipt } from "../memory/space-memory.ts";
import { type Operation, span } from "../telemetry/span.ts";
import { addAlias } from "./add-alias.ts";
import { addFact } from "./add-fact.ts";
import { findEntity, getEntity, knownEntity, listEntities } from "./entities.ts";
import { heldFacts, listAll } from "./fact-range.ts";
import { asOf, isWithin, knownFacts } from "./facts-known.ts";
import type {
  AsOf,
  FactDraft,
  FactReceipt,
  GraphRecall,
  GraphSearchOptions,
  KnowledgeGraph,
  KnownEntity,
  KnownFact,
  Neighbourhood,
  NeighbourhoodOptions,
} from "./knowledge-graph.ts";
import { neighbourhood, path } from "./neighbourhood.ts";
import { searchFacts } from "./search-facts.ts";

/** The graph of one space: each operation opens a span and does its work in a file of its own. */
export class JournaledGraph implements KnowledgeGraph {
  readonly #context: SpaceContext;

  constructor(context: SpaceContext) {
    this.#context = context;
  }

  async addFact(draft: FactDraft, options: WriteOptions = {}): Promise<FactReceipt> {
    return this.#spanned("upsert_memory", () => addFact(this.#context, draft, options));
  }

  async retractFact(given: RecordId, options: WriteOptions = {}): Promise<WriteReceipt> {
    return this.#spanned("delete_memory", async () => {
      const id = cleanId(given);
      const [record] = await this.#context.journal.get(this.#context.space, [id]);
      // With a key there is a first receipt to ask for even when the fact is gone.
      if (record?.kind !== "fact" && options.idempotencyKey === undefined)
        throw new PagefileError("RECORD_NOT_FOUND", `There is no fact ${id} in this space (any more).`);
      return deleteRefs(this.#context, [id], options);
    });
  }

  async addAlias(entity: string, alias: string, options: WriteOptions = {}): Promise<KnownEntity> {
    return this.#spanned("update_memory", () => addAlias(this.#context, { entity, alias }, options));
  }

  async search(query: string, options: GraphSearchOptions = {}): Promise<GraphRecall> {
    return this.#spanned("search_memory", () => searchFacts(this.#context, query, options));
  }

  async neighbourhood(entity: string, options: NeighbourhoodOptions = {}): Promise<Neighbourhood> {
    return this.#spanned("search_memory", () => neighbourhood(this.#context, entity, options));
  }

  async path(from: string, to: string, options: AsOf & { readonly maxHops?: number } = {}): Promise<readonly KnownFact[]> {
    return this.#spanned("search_memory", () => path(this.#context, { from, to }, options));
  }

  async entities(page: { readonly limit?: number; readonly cursor?: string } = {}): Promise<Page<KnownEntity>> {
    this.#context.assertOpen();
    return listEntities(this.#context, page);
  }

  async entity(nameOrId: string): Promise<KnownEntity | undefined> {
    this.#context.assertOpen();
    const record = await findEntity(this.#context, nameOrId);
    return record && knownEntity(record);
  }

  async facts(entity: string, options: AsOf = {}): Promise<readonly KnownFact[]> {
    this.#context.assertOpen();
    const { id } = await getEntity(this.#context, entity);
    const facts = heldFacts(await listAll(this.#context, { kind: "fact", collection: id, by: "key" }));
    const bounds = asOf(options);
    return knownFacts(
      this.#context,
      facts.filter((fact) => isWithin(fact, bounds)),
    );
  }

  async #spanned<T>(operation: Operation, run: () => Promise<T>): Promise<T> {
    this.#context.assertOpen();
    return span(operation, { "gen_ai.memory.store.id": this.#context.space }, run);
  }
}
