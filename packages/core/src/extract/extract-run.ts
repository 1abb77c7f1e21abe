import type { Cursor, DeadLetter, RecordId, Seq } from "../contracts/index.ts";
import type { Consumer } from "../memory/consumer.ts";
import type { SpaceMemory } from "../memory/space-memory.ts";
import { type ExtractReport, ExtractTally } from "./extract-report.ts";
import type { ExtractProgress, ExtractRunSettings } from "./extractor.ts";
import type { Finder, Finding } from "./finder.ts";
import type { Found } from "./found.ts";
import type { Source } from "./source.ts";
import { buriedSource, nextStretch, type Stretch } from "./stretch.ts";
import { writeFound } from "./write-found.ts";

export interface ExtractRunOptions {
  readonly space: SpaceMemory;
  readonly consumer: Consumer;
  readonly finder: Finder;
  readonly assistant: boolean;
  readonly signal: AbortSignal;
  readonly onProgress?: ((progress: ExtractProgress) => void) | undefined;
  readonly onFact?: ExtractRunSettings["onFact"] | undefined;
}

/** A model that can use none of so many messages in a row is the wrong model, and no reason to give up on them all. */
const mostBuriedInARow = 3;

/**
 * One run over one space: finds, writes, and only then moves the cursor. A process that dies in between does the last
 * messages again, which changes nothing.
 */
export class ExtractRun {
  readonly #options: ExtractRunOptions;
  readonly #cursor: Cursor;
  readonly #tally: ExtractTally;
  #buriedInARow = 0;

  constructor(options: ExtractRunOptions) {
    this.#options = options;
    this.#cursor = options.consumer.cursor(options.space.name);
    this.#tally = new ExtractTally(options.space.name);
  }

  async run({ retryDead }: { readonly retryDead: boolean }): Promise<ExtractReport> {
    if (!retryDead || (await this.#retryBuried())) await this.#forward();
    return this.#tally.report();
  }

  async #forward(): Promise<void> {
    const { space, consumer, finder, assistant, signal, onProgress } = this.#options;
    for (;;) {
      signal.throwIfAborted();
      const after = await this.#done();
      const stretch = await nextStretch(space, consumer, { after, assistant, fits: (sources, next) => finder.fits(sources, next) });
      if (stretch.through === after) return;
      const through = await this.#take(stretch, after);
      if (through === undefined) return;
      onProgress?.({ done: through, total: Math.max(through, (await space.head()).seq) });
    }
  }

  /** Does what it can of a stretch; returns up to where everything is done, or nothing when the run has to stop. */
  async #take({ sources, skipped, through }: Stretch, after: Seq): Promise<Seq | undefined> {
    const [first] = sources;
    const finding = first === undefined ? { found: [] } : await this.#find(sources, after);
    if ("again" in finding) return after;
    if ("deferred" in finding) return this.#defer(finding.deferred, after);
    const buried = "bad" in finding && first !== undefined ? [{ id: first.record.id, seq: first.record.seq, reason: finding.bad }] : [];
    const done = "bad" in finding ? 1 : finding.found.length;
    if ("found" in finding) await this.#write(sources, finding.found);
    const next = sources[done];
    const reached = next === undefined ? through : next.record.seq - 1;
    await this.#advance(reached, buried);
    const passed = skipped.filter(({ seq }) => seq <= reached);
    for (const { reason } of passed) this.#tally.skip(reason);
    this.#tally.messages += done + passed.length;
    if (done > 0) this.#buriedInARow = buried.length === 0 ? 0 : this.#buriedInARow + 1;
    if (this.#buriedInARow < mostBuriedInARow) return reached;
    const explanation = `${mostBuriedInARow} messages in a row could not be extracted; the last one: ${buried[0]?.reason ?? ""}`;
    return this.#defer({ reason: "model", explanation }, reached);
  }

  /** Tries again what was given up on. False when the run has to stop. */
  async #retryBuried(): Promise<boolean> {
    const { space, assistant, signal } = this.#options;
    for (const letter of await this.#cursor.deadLetters()) {
      signal.throwIfAborted();
      const source = await buriedSource(space, letter.id, { assistant });
      const after = await this.#done();
      const finding = source === undefined ? { found: [] } : await this.#find([source], after);
      if ("deferred" in finding) {
        await this.#defer(finding.deferred, after);
        return false;
      }
      if (source !== undefined && "found" in finding) await this.#write([source], finding.found);
      if ("found" in finding) {
        await this.#cursor.settle([letter.id]);
        this.#tally.settled += 1;
      } else if ("bad" in finding) this.#tally.bury({ ...letter, reason: finding.bad });
    }
    return true;
  }

  async #find(sources: readonly Source[], after: Seq): Promise<Finding> {
    return this.#options.finder.find(sources, { after, tally: this.#tally, signal: this.#options.signal });
  }

  /** Up to where everything is done. */
  async #done(): Promise<Seq> {
    return Math.max(await this.#cursor.get(), await this.#options.finder.done());
  }

  async #write(sources: readonly Source[], found: readonly Found[]): Promise<void> {
    const { space, finder, onFact } = this.#options;
    const current = await this.#current(sources);
    for (const [at, one] of found.entries()) {
      const source = sources[at];
      if (source === undefined) continue;
      if (current.get(source.record.id) !== source.record.version) this.#tally.skip("gone");
      else await writeFound(space, { source, found: one, extractor: finder.name, onFact }, this.#tally);
    }
    await this.#eraseWhatWasErased(sources);
  }

  /** A message may be erased while a model reads it: what was written of it since goes too. */
  async #eraseWhatWasErased(sources: readonly Source[]): Promise<void> {
    const { space } = this.#options;
    const current = await this.#current(sources);
    for (const { record } of sources) {
      if (current.has(record.id)) continue;
      const entries = await space.history(record.id);
      if (entries.some(({ operation }) => operation === "erase")) await space.erase(record.id);
    }
  }

  /** The versions that messages have now; none of one that is not there any more. */
  async #current(sources: readonly Source[]): Promise<ReadonlyMap<RecordId, number>> {
    const records = await this.#options.space.getMany(sources.map(({ record }) => record.id));
    return new Map(records.map(({ id, version }) => [id, version]));
  }

  /** Never back: another process may have come further. */
  async #advance(seq: Seq, buried: readonly DeadLetter[]): Promise<void> {
    await this.#cursor.advance(Math.max(seq, await this.#cursor.get()), buried);
    for (const letter of buried) this.#tally.bury(letter);
  }

  async #defer(deferred: Extract<Finding, { deferred: unknown }>["deferred"], after: Seq): Promise<undefined> {
    const { seq } = await this.#options.space.head();
    this.#tally.deferred = { ...deferred, entries: seq - after };
  }
}
