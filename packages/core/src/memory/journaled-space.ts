import type { Entry, Head, ListPage, MemoryRecord, Page, RecordId, RecordRef, Space } from "../contracts/index.ts";
import type { KeptRecall } from "../context/kept-recall.ts";
import { recallOf } from "../context/recall-of.ts";
import type { Documents } from "../documents/documents.ts";
import { SpaceDocuments } from "../documents/space-documents.ts";
import { JournaledGraph } from "../graph/journaled-graph.ts";
import type { KnowledgeGraph } from "../graph/knowledge-graph.ts";
import type { AttendOptions, Attention } from "../retrieval/attention.ts";
import type { ReadOptions, Recall, WhyNot } from "../retrieval/recall.ts";
import type { Verdict } from "../retrieval/verdicts.ts";
import type { RetrievalWeights } from "../retrieval/weights.ts";
import { SpaceTables } from "../tables/space-tables.ts";
import type { Tables } from "../tables/tables.ts";
import { type Operation, span } from "../telemetry/span.ts";
import { cleanId } from "./clean-origin.ts";
import { cleanRef } from "./clean-ref.ts";
import { deleteRefs, deleteWhere } from "./delete.ts";
import { edit, update } from "./edit.ts";
import { erase } from "./erase.ts";
import { type Judgement, judge, judgements } from "./judge.ts";
import { JournaledPast } from "./journaled-past.ts";
import { limits, withinLimit } from "./limits.ts";
import type { Moment, PastSpace } from "./past-space.ts";
import { readTimeline } from "./read-timeline.ts";
import { repairSpace } from "./repair.ts";
import { keepWeights, readWeights } from "./settings.ts";
import type { SpaceContext } from "./space-context.ts";
import type {
  Draft,
  EraseOptions,
  EraseReceipt,
  Patch,
  SpaceMemory,
  UndoPreview,
  UpdateOptions,
  WriteOptions,
  WriteReceipt,
  WatchOptions,
} from "./space-memory.ts";
import type { Timeline, TimelinePage } from "./timeline.ts";
import { timelineRequest } from "./timeline-request.ts";
import { exportLines, importLines } from "./transfer.ts";
import { previewUndo, undo } from "./undo.ts";
import { validatePage } from "./validate-page.ts";
import { validateRead } from "./validate-read.ts";
import type { RepairReport, VerifyReport } from "./verify.ts";
import { type VerifyOptions, verifySpace } from "./verify-space.ts";
import { watchSpace } from "./watch-space.ts";
import { write } from "./write.ts";

/** The memory of one space: each operation opens a span and does its work in a file of its own. */
export class JournaledSpace implements SpaceMemory {
  readonly name: Space;
  readonly graph: KnowledgeGraph;
  readonly tables: Tables;
  readonly documents: Documents;
  readonly #context: SpaceContext;

  constructor(context: SpaceContext) {
    this.name = context.space;
    this.graph = new JournaledGraph(context);
    this.tables = new SpaceTables(context);
    this.documents = new SpaceDocuments(context);
    this.#context = context;
  }

  async write(drafts: Draft | readonly Draft[], options: WriteOptions = {}): Promise<WriteReceipt> {
    const list = isList(drafts) ? drafts : [drafts];
    return this.#spanned("upsert_memory", list.length, () => write(this.#context, list, options));
  }

  async get(ref: RecordRef): Promise<MemoryRecord | undefined> {
    return (await this.getMany([ref]))[0];
  }

  async getMany(refs: readonly RecordRef[]): Promise<readonly MemoryRecord[]> {
    this.#context.assertOpen();
    withinLimit("The number of records asked for", refs.length, limits.refs);
    const clean = refs.map(cleanRef);
    return clean.length === 0 ? [] : this.#context.journal.get(this.name, clean);
  }

  async list(page: ListPage): Promise<Page<MemoryRecord>> {
    this.#context.assertOpen();
    return this.#context.journal.list(this.name, validatePage(page));
  }

  async count(): Promise<Readonly<Record<string, number>>> {
    this.#context.assertOpen();
    return this.#context.journal.count(this.name);
  }

  async read(query: string, options: ReadOptions = {}): Promise<Recall> {
    this.#context.assertOpen();
    return span("search_memory", { "gen_ai.memory.store.id": this.name }, async (active) => {
      const recall = await this.#context.reader.read(this.name, query, validateRead(options));
      active.setAttribute("gen_ai.memory.record.count", recall.hits.length);
      return recall;
    });
  }

  async recallOf(message: RecordId): Promise<KeptRecall | undefined> {
    this.#context.assertOpen();
    return recallOf(this.#context, cleanId(message));
  }

  async whyNot(query: string, id: RecordId, options: ReadOptions = {}): Promise<WhyNot> {
    return this.#spanned("search_memory", undefined, () =>
      this.#context.reader.whyNot(this.name, query, { ...validateRead(options), id: cleanId(id) }),
    );
  }

  async attend(query: string | Float32Array, options: AttendOptions = {}): Promise<Attention> {
    return this.#spanned("search_memory", undefined, () => this.#context.reader.attend(this.name, query, options));
  }

  async update(ref: RecordRef, patch: Patch, options: UpdateOptions = {}): Promise<WriteReceipt> {
    return this.#spanned("update_memory", 1, () => update(this.#context, ref, { patch, options }));
  }

  async edit(ref: RecordRef, change: (record: MemoryRecord) => Patch | undefined, options: WriteOptions = {}): Promise<WriteReceipt> {
    return this.#spanned("update_memory", 1, () => edit(this.#context, ref, { change, options }));
  }

  async delete(refs: RecordRef | readonly RecordRef[] | { readonly where: ListPage }, options: UpdateOptions = {}): Promise<WriteReceipt> {
    if (typeof refs === "object" && refs !== null && "where" in refs)
      return this.#spanned("delete_memory", undefined, () => deleteWhere(this.#context, refs.where, options));
    const list = isList(refs) ? refs : [refs];
    return this.#spanned("delete_memory", list.length, () => deleteRefs(this.#context, list, options));
  }

  async erase(ids: RecordId | readonly RecordId[], options: EraseOptions = {}): Promise<EraseReceipt> {
    return this.#spanned("delete_memory", isList(ids) ? ids.length : 1, () => erase(this.#context, ids, options));
  }

  async history(id: RecordId): Promise<readonly Entry[]> {
    this.#context.assertOpen();
    const entries: Entry[] = [];
    for await (const entry of this.#context.journal.history(this.name, cleanId(id))) entries.push(entry);
    return entries;
  }

  undo(id: RecordId, options?: WriteOptions): Promise<WriteReceipt>;
  undo(id: RecordId, options: { readonly preview: true }): Promise<UndoPreview>;
  async undo(id: RecordId, options: WriteOptions | { readonly preview: true } = {}): Promise<WriteReceipt | UndoPreview> {
    const { preview, ...writing } = { preview: false, ...options };
    return this.#spanned<WriteReceipt | UndoPreview>("update_memory", 1, () =>
      preview ? previewUndo(this.#context, id) : undo(this.#context, id, writing),
    );
  }

  async judge(id: RecordId, verdict: Verdict | undefined, options: WriteOptions = {}): Promise<WriteReceipt> {
    return this.#spanned("upsert_memory", 1, () => judge(this.#context, id, { verdict, options }));
  }

  async judgements(ids: readonly RecordId[]): Promise<ReadonlyMap<RecordId, Judgement>> {
    this.#context.assertOpen();
    return judgements(this.#context, ids);
  }

  async timeline(page: TimelinePage = {}): Promise<Timeline> {
    this.#context.assertOpen();
    return readTimeline(this.#context, timelineRequest(page));
  }

  at(moment: Moment): PastSpace {
    return new JournaledPast(this.#context, moment);
  }

  async *watch(options: WatchOptions): AsyncGenerator<Entry> {
    this.#context.assertOpen();
    yield* watchSpace(this.#context, options);
  }

  async head(): Promise<Head> {
    this.#context.assertOpen();
    return this.#context.journal.head(this.name);
  }

  async *export(): AsyncGenerator<string> {
    this.#context.assertOpen();
    yield* exportLines(this.#context);
  }

  async import(lines: AsyncIterable<string> | Iterable<string>): Promise<Head> {
    return this.#spanned("upsert_memory", undefined, () => importLines(this.#context, lines));
  }

  async verify(options: VerifyOptions = {}): Promise<VerifyReport> {
    return this.#spanned("verify_memory", undefined, async () => (await verifySpace(this.#context, options)).report);
  }

  async repair(options: VerifyOptions = {}): Promise<RepairReport> {
    return this.#spanned("repair_memory", undefined, () => repairSpace(this.#context, options));
  }

  async weights(): Promise<RetrievalWeights> {
    this.#context.assertOpen();
    return readWeights(this.#context, this.#context.weights);
  }

  async setWeights(weights: Partial<RetrievalWeights>): Promise<void> {
    await this.#spanned("update_memory", 1, () => keepWeights(this.#context, weights));
  }

  async #spanned<T>(operation: Operation, count: number | undefined, run: () => Promise<T>): Promise<T> {
    this.#context.assertOpen();
    const records = count === undefined ? {} : { "gen_ai.memory.record.count": count };
    return span(operation, { "gen_ai.memory.store.id": this.name, ...records }, run);
  }
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}
