import {
  type Arm,
  type ArmResults,
  type FactEdge,
  type GraphQuery,
  type RecordArm,
  type Filter,
  type IndexDocument,
  type IndexedChange,
  type Journal,
  type LexicalQuery,
  type MemoryRecord,
  type RecordContent,
  type RecordId,
  type RecordKind,
  type Space,
  type Store,
  type TimeQuery,
  type VectorQuery,
} from "@pagefile/core/contracts";
import { freshTenant, spaceOf } from "../fresh-space.ts";
import { instant } from "../journal/journal-context.ts";
import { recordIds } from "../record-ids.ts";

/** A record to be written, with what a store indexes of it. */
export interface Draft extends Partial<RecordContent> {
  /** Names a record to replace. @default a new one */
  readonly id?: RecordId;
  /** The analysed words. `null` makes a record without a document. */
  readonly terms?: readonly string[] | null;
  readonly group?: string;
  readonly vector?: Float32Array;
  /** Of a fact. @default one that leads from an entity that is not there */
  readonly edge?: FactEdge;
}

/** The vector space that drafts' vectors belong to. */
export const embedderId = "conformance";

/**
 * What a store clause works with. A store of its own is handed changes as a projector would; one that lives in a journal is
 * written to through `append`, and gets by `apply` only what it does not take in that transaction.
 */
export class StoreContext {
  readonly store: Store;
  /** The journal the store lives in; undefined for a store of its own. */
  readonly journal: Journal | undefined;
  readonly space: Space;
  readonly tenant: string = freshTenant();
  readonly #records = new Map<string, MemoryRecord>();
  #seq = 0;

  constructor(store: Store, journal: Journal | undefined) {
    this.store = store;
    this.journal = journal;
    this.space = spaceOf(this.tenant, "main");
  }

  /** The kinds an arm is served for. */
  kinds(arm: Arm): RecordKind[] {
    const served = Object.entries(this.store.capabilities.serves) as [RecordKind, readonly Arm[]][];
    return served.filter(([, arms]) => arms.includes(arm)).map(([kind]) => kind);
  }

  /** A kind the arm is served for. */
  kind(arm: Arm): RecordKind {
    return this.kinds(arm)[0] ?? "message";
  }

  get filters(): boolean {
    return this.store.capabilities.filters === "all";
  }

  /** Writes drafts in order, and returns the records as they now are. */
  async write(drafts: readonly Draft[], space: Space = this.space): Promise<MemoryRecord[]> {
    const changes =
      this.journal === undefined ? drafts.map((draft) => this.#change(draft, space)) : await this.#append(this.journal, drafts, space);
    await this.apply(changes, space);
    return changes.map(({ record }) => record);
  }

  async writeOne(draft: Draft, space: Space = this.space): Promise<MemoryRecord> {
    const [record] = await this.write([draft], space);
    return record as MemoryRecord;
  }

  /** Removes records, as a deletion does. */
  async remove(ids: readonly RecordId[], space: Space = this.space): Promise<void> {
    const changes = this.journal === undefined ? ids.map((id) => this.#removal(id, space)) : await this.#delete(this.journal, ids, space);
    await this.apply(changes, space);
  }

  /** Hands changes to the store, in batches it takes. */
  async apply(changes: readonly IndexedChange[], space: Space = this.space): Promise<void> {
    const { maxBatch = 256 } = this.store.capabilities;
    for (let at = 0; at < changes.length; at += maxBatch) await this.store.apply(space, changes.slice(at, at + maxBatch));
  }

  lexical(terms: readonly string[], query: Partial<LexicalQuery> = {}, space: Space = this.space): Promise<ArmResults["lexical"]> {
    return this.store.search(space, { arm: "lexical", kinds: this.kinds("lexical"), limit: 10_000, terms, radius: 0, ...query }, {});
  }

  vector(vector: Float32Array, query: Partial<VectorQuery> = {}, space: Space = this.space): Promise<ArmResults["vector"]> {
    return this.store.search(
      space,
      { arm: "vector", kinds: this.kinds("vector"), limit: 10_000, embedder: embedderId, vector, ...query },
      {},
    );
  }

  time(query: Partial<TimeQuery> = {}, space: Space = this.space): Promise<ArmResults["time"]> {
    return this.store.search(space, { arm: "time", kinds: this.kinds("time"), limit: 10_000, order: "newest", ...query }, {});
  }

  graph(query: Partial<GraphQuery> & Pick<GraphQuery, "seeds">, space: Space = this.space): Promise<ArmResults["graph"]> {
    return this.store.search(space, { arm: "graph", kinds: ["entity", "fact"], hops: 1, limit: 10_000, ...query }, {});
  }

  /** The ids one arm finds of the records written with the word `common` and the vector `probe`. */
  async found(
    arm: RecordArm,
    query: { readonly filter?: Filter; readonly limit?: number } = {},
    space: Space = this.space,
  ): Promise<RecordId[]> {
    if (arm === "lexical") return (await this.lexical(["common"], query, space)).candidates.map(({ id }) => id).toSorted();
    const matches = arm === "vector" ? await this.vector(probe, query, space) : await this.time(query, space);
    return matches.map(({ id }) => id).toSorted();
  }

  /** The arms among lexical, vector and time that the store serves for some kind. */
  get arms(): RecordArm[] {
    return (["lexical", "vector", "time"] as const).filter((arm) => this.kinds(arm).length > 0);
  }

  #change(draft: Draft, space: Space): PutChange {
    this.#seq += 1;
    const id = draft.id ?? recordIds.next();
    const before = this.#records.get(`${space} ${id}`);
    const recordedAt = instant(this.#seq);
    const record: MemoryRecord = { ...contentOf(draft), id, version: (before?.version ?? 0) + 1, seq: this.#seq, recordedAt, origin };
    this.#records.set(`${space} ${id}`, record);
    return putChange(record, draft);
  }

  async #append(journal: Journal, drafts: readonly Draft[], space: Space): Promise<PutChange[]> {
    this.#seq += 1;
    const puts = drafts.map((draft) => {
      const document = documentOf(draft);
      return { type: "put", id: draft.id ?? recordIds.next(), content: contentOf(draft), origin, ...(document && { document }) } as const;
    });
    const { applied } = await journal.append(space, puts, { recordedAt: instant(this.#seq) });
    return applied.map(({ record }, at) => putChange(record as MemoryRecord, drafts[at] ?? {}));
  }

  async #delete(journal: Journal, ids: readonly RecordId[], space: Space): Promise<IndexedChange[]> {
    this.#seq += 1;
    const deletes = ids.map((id) => ({ type: "delete", id, origin }) as const);
    const { applied } = await journal.append(space, deletes, { recordedAt: instant(this.#seq) });
    return applied.map(({ id, seq, version }) => ({ type: "remove", seq, id, version }));
  }

  #removal(id: RecordId, space: Space): IndexedChange {
    this.#seq += 1;
    const record = this.#records.get(`${space} ${id}`) as MemoryRecord;
    this.#records.set(`${space} ${id}`, { ...record, version: record.version + 1 });
    return { type: "remove", seq: this.#seq, id, version: record.version + 1 };
  }
}

/** A vector that records get unless a draft brings its own. */
export const probe: Float32Array = Float32Array.from({ length: 16 }, () => 0.25);

const origin = { channel: "user", trust: "user" } as const;

type PutChange = Extract<IndexedChange, { type: "put" }>;

/** The change that hands a record to a store, with the document and the vector of its draft. */
export function putChange(record: MemoryRecord, draft: Draft): PutChange {
  const document = documentOf(draft);
  const vector = document && { embedder: embedderId, values: draft.vector ?? probe };
  return { type: "put", seq: record.seq, record, ...(document && { document }), ...(vector && { vector }) };
}

function documentOf({ kind, terms = ["common"], group, edge }: Draft): IndexDocument | undefined {
  if (terms === null) return undefined;
  const ends = kind === "fact" ? { edge: edge ?? loose } : {};
  return { text: terms.join(" "), terms, ...(group !== undefined && { group }), ...ends };
}

const loose: FactEdge = { subject: recordIds.next(), predicate: "leads_nowhere", evidence: [] };

function contentOf({ id: _id, terms = ["common"], group: _group, vector: _vector, edge: _edge, ...content }: Draft): RecordContent {
  const text = (terms ?? []).join(" ");
  return {
    kind: "message",
    body: { role: "user", text },
    tags: [],
    attributes: {},
    createdAt: instant(0),
    index: terms !== null,
    ...content,
  };
}
