import type { FactBody, Instant, MemoryRecord, Page, RecordId } from "../contracts/index.ts";
import type { PendingStore } from "../memory/memory.ts";
import type { WriteOptions, WriteReceipt } from "../memory/space-memory.ts";
import type { Recall, Why } from "../retrieval/recall.ts";

/** A statement to keep. Subject and object are names or ids of entities; those that are not there yet are made. */
export interface FactDraft {
  readonly subject: string;
  /** In a word or two, `lives_in`; normalised. */
  readonly predicate: string;
  /** An entity, or else `value`. */
  readonly object?: string;
  readonly value?: string;
  /** @default the subject, the predicate and the object as a sentence */
  readonly text?: string;
  /**
   * The subject has one of these at a time, so a new one ends the old. Remembered for the predicate in this space.
   * @default what was said of the predicate before, else by `defaultSinglePredicates`
   */
  readonly single?: boolean;
  readonly subjectType?: string;
  readonly objectType?: string;
  /** When it began to hold. @default now where the subject has had another value of a single-valued predicate, else always */
  readonly validFrom?: Instant | Date;
  /** When it ceased to hold. @default still holds */
  readonly validTo?: Instant | Date;
  /**
   * When somebody told it. Without `validFrom` it holds from then. With one that lies before a value told since, whose own beginning
   * nobody said, the news ends the older telling and holds from then as well. @default not known: `validFrom` is believed
   */
  readonly toldAt?: Instant | Date;
  /** The messages and passages it was learnt from: erasing one erases the fact. */
  readonly evidence?: readonly RecordId[];
}

export interface FactReceipt {
  readonly fact: RecordId;
  readonly subject: RecordId;
  readonly object?: RecordId;
  /** `known`: it was there and holds at that time; what is new of its evidence was added. */
  readonly outcome: "created" | "known";
  /** The facts this one ended. */
  readonly closed: readonly RecordId[];
  /** Entities this call made whose name is like another's. They may be one: never merged by a guess. */
  readonly possibleDuplicates: readonly PossibleDuplicate[];
  readonly pending: readonly PendingStore[];
}

export interface PossibleDuplicate {
  readonly name: string;
  readonly id: RecordId;
  readonly like: { readonly name: string; readonly id: RecordId };
}

export interface KnownEntity {
  readonly id: RecordId;
  readonly name: string;
  readonly type?: string;
  readonly aliases: readonly string[];
  readonly text?: string;
}

/** A fact with the names of its ends. */
export interface KnownFact extends Omit<FactBody, "subject" | "object"> {
  readonly id: RecordId;
  readonly subject: { readonly id: RecordId; readonly name: string };
  readonly object?: { readonly id: RecordId; readonly name: string };
  readonly record: MemoryRecord;
}

export interface AsOf {
  /** Facts that hold at this time. @default facts of all times */
  readonly at?: Instant | Date;
  /** Facts that were known by then. @default all */
  readonly knownBy?: Instant | Date;
}

export interface GraphSearchOptions extends AsOf {
  /** Facts away from what the query names; 1 to 4. @default 2 */
  readonly hops?: number;
  /** 1 to 200. @default 10 */
  readonly limit?: number;
  /** @default no bound */
  readonly budgetTokens?: number;
  readonly signal?: AbortSignal;
}

export interface RankedFact extends KnownFact {
  readonly score: number;
  readonly rank: number;
  readonly why: Why;
}

/** The facts that answer a query, best first, and what was searched. */
export interface GraphRecall extends Pick<Recall, "confidence" | "searched" | "partial" | "total" | "text"> {
  readonly facts: readonly RankedFact[];
}

export interface NeighbourhoodOptions extends AsOf {
  /** 1 to 4. @default 1 */
  readonly hops?: number;
  /** The most facts; 1 to 10,000. @default 100 */
  readonly limit?: number;
  readonly signal?: AbortSignal;
}

export interface Neighbourhood {
  /** With the facts each is away. */
  readonly entities: readonly (KnownEntity & { readonly hops: number })[];
  /** Nearest first, among equals the newest. */
  readonly facts: readonly (KnownFact & { readonly hops: number })[];
  /** Whether `limit` cut off facts. */
  readonly truncated: boolean;
}

/**
 * The knowledge graph of a space: entities, each once by name, and facts between them that hold for a time.
 *
 * Two times are kept apart. `validFrom` and `validTo` say when a fact holds in the world, `createdAt` of its record when
 * memory learnt it. Of a single-valued predicate the facts of a subject stand in the order of `validFrom`, whenever they were
 * learnt: each ends where the next begins, and one that is taken away, by `retractFact`, `undo` or `delete`, gives its time
 * back to the one before. Deleting an entity deletes its facts; erasing a message erases the facts learnt from it,
 * and the entities they brought that no other fact names.
 * @throws PagefileError RECORD_INVALID, RECORD_NOT_FOUND, STORE_UNSUPPORTED where no store serves the graph
 */
export interface KnowledgeGraph {
  /** One append: the fact, entities that are new, and the ends of the facts it replaces. */
  addFact(draft: FactDraft, options?: WriteOptions): Promise<FactReceipt>;
  /** Takes a fact out of memory and opens again what it ended; `undo` brings it back. */
  retractFact(id: RecordId, options?: WriteOptions): Promise<WriteReceipt>;
  /** Gives an entity a further name. @throws RECORD_INVALID where another entity has that name */
  addAlias(entity: string, alias: string, options?: WriteOptions): Promise<KnownEntity>;
  search(query: string, options?: GraphSearchOptions): Promise<GraphRecall>;
  /** What lies around an entity, of which the graph store answers. */
  neighbourhood(entity: string, options?: NeighbourhoodOptions): Promise<Neighbourhood>;
  /** The facts of one shortest way, in its order; empty where there is none. `maxHops` 1 to 4, 4 by default. */
  path(from: string, to: string, options?: AsOf & { readonly maxHops?: number }): Promise<readonly KnownFact[]>;
  /** Every entity, the newest first, a page at a time. */
  entities(page?: { readonly limit?: number; readonly cursor?: string }): Promise<Page<KnownEntity>>;
  /** By name, alias or id. */
  entity(nameOrId: string): Promise<KnownEntity | undefined>;
  /** What is said of an entity as subject, by predicate, from the journal itself. */
  facts(entity: string, options?: AsOf): Promise<readonly KnownFact[]>;
}
