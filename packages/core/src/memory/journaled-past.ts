import type { Instant, ListPage, MemoryRecord, Page, RecordRef, Seq, Space } from "../contracts/index.ts";
import type { ReadOptions, Recall } from "../retrieval/recall.ts";
import { span } from "../telemetry/span.ts";
import { cleanRef } from "./clean-ref.ts";
import { limits, withinLimit } from "./limits.ts";
import { cleanMoment, entryAt, seqAt } from "./moment.ts";
import type { Moment, PastSpace } from "./past-space.ts";
import type { SpaceContext } from "./space-context.ts";
import { validatePage } from "./validate-page.ts";
import { validateRead } from "./validate-read.ts";

/** The past of one space, read from the journal. */
export class JournaledPast implements PastSpace {
  readonly name: Space;
  readonly #context: SpaceContext;
  readonly #moment: Seq | Instant;
  #seq: Promise<Seq> | undefined;

  constructor(context: SpaceContext, moment: Moment) {
    this.name = context.space;
    this.#context = context;
    this.#moment = cleanMoment(moment);
  }

  async seq(): Promise<Seq> {
    this.#context.assertOpen();
    this.#seq ??= seqAt(this.#context, this.#moment);
    try {
      return await this.#seq;
    } catch (error) {
      // A journal that was away for a moment is asked again.
      this.#seq = undefined;
      throw error;
    }
  }

  async recordedAt(): Promise<Instant | undefined> {
    const seq = await this.seq();
    return seq === 0 ? undefined : (await entryAt(this.#context, seq))?.recordedAt;
  }

  async get(ref: RecordRef): Promise<MemoryRecord | undefined> {
    return (await this.getMany([ref]))[0];
  }

  async getMany(refs: readonly RecordRef[]): Promise<readonly MemoryRecord[]> {
    withinLimit("The number of records asked for", refs.length, limits.refs);
    const clean = refs.map(cleanRef);
    const asOf = await this.seq();
    return clean.length === 0 ? [] : this.#context.journal.get(this.name, clean, { asOf });
  }

  async count(): Promise<Readonly<Record<string, number>>> {
    const asOf = await this.seq();
    return this.#context.journal.count(this.name, { asOf });
  }

  async list(page: Omit<ListPage, "asOf">): Promise<Page<MemoryRecord>> {
    const asOf = await this.seq();
    return this.#context.journal.list(this.name, validatePage({ ...page, asOf }));
  }

  async read(query: string, options: ReadOptions = {}): Promise<Recall> {
    const asOf = await this.seq();
    return span("search_memory", { "gen_ai.memory.store.id": this.name }, async (active) => {
      const recall = await this.#context.reader.readPast(this.name, query, { ...validateRead(options), asOf });
      active.setAttribute("gen_ai.memory.record.count", recall.hits.length);
      return recall;
    });
  }
}
