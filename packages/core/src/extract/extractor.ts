import { type ChatModel, type Clock, parseSpace, type Seq, type Space } from "../contracts/index.ts";
import type { Consumer } from "../memory/consumer.ts";
import type { FactDraft, FactReceipt } from "../graph/knowledge-graph.ts";
import type { Memory } from "../memory/memory.ts";
import { systemClock } from "../memory/system-world.ts";
import { Turns } from "../memory/turns.ts";
import type { ExtractBudget } from "./budget.ts";
import { englishRules } from "./english-rules.ts";
import type { ExtractReport } from "./extract-report.ts";
import { ExtractRun } from "./extract-run.ts";
import type { OpenFinder } from "./finder.ts";
import { modelFinder } from "./model-finder.ts";
import type { ExtractRule } from "./rule.ts";
import { rulesFinder } from "./rules-finder.ts";
import { SpaceFollower } from "./space-follower.ts";

export interface ExtractorOptions {
  readonly memory: Memory;
  /** Asked for facts and passages. Without one, rules find facts. */
  readonly model?: ChatModel;
  /** What the model may be asked for in one space. */
  readonly budget?: ExtractBudget;
  /** What is read as a fact without a model. @default `englishRules` */
  readonly rules?: readonly ExtractRule[];
  /** Whether what the assistant said is extracted too. @default false */
  readonly assistant?: boolean;
  /** The most messages of one request, 1 to 50. @default 10 */
  readonly batch?: number;
  /** How long `follow` waits for further messages before it asks a model, in milliseconds. @default 2000 */
  readonly gatherMs?: number;
  /** @default the system's clock */
  readonly clock?: Clock;
}

export interface ExtractProgress {
  /** Entries of the journal that are done. */
  readonly done: Seq;
  readonly total: Seq;
}

export interface ExtractRunSettings {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ExtractProgress) => void;
  /** Called for each fact that was not there before, once it is written, with what was found. */
  readonly onFact?: (receipt: FactReceipt, found: FactDraft) => void;
  /** Try first what earlier runs gave up on. @default false */
  readonly retryDead?: boolean;
}

/** Distils facts and passages from messages, in the background and apart from every turn. */
export interface Extractor {
  /**
   * Works through what was written to a space since the last run. A model that is away or a spent budget ends the run and is
   * named in the report; nothing is lost by it.
   * @throws PagefileError JOURNAL_*, CLOSED, MODEL_AUTHENTICATION, MODEL_NOT_FOUND
   */
  run(space: string, options?: ExtractRunSettings): Promise<ExtractReport>;
  /** Works on every space as it is written to, also by other processes, until the signal aborts. */
  follow(options: { readonly signal: AbortSignal; readonly onReport?: (report: ExtractReport) => void }): Promise<void>;
}

/** Makes an extractor. Does no I/O. */
export function createExtractor(options: ExtractorOptions): Extractor {
  return new JournalExtractor(options);
}

class JournalExtractor implements Extractor {
  readonly #options: ExtractorOptions;
  readonly #clock: Clock;
  readonly #finder: OpenFinder;
  readonly #turns = new Turns();

  constructor(options: ExtractorOptions) {
    const { model, budget = {}, rules = englishRules, batch = 10, clock = systemClock } = options;
    if (!Number.isInteger(batch) || batch < 1 || batch > 50) throw new TypeError("`batch` is a whole number from 1 to 50.");
    this.#options = options;
    this.#clock = clock;
    this.#finder = model === undefined ? rulesFinder(rules) : modelFinder({ model, budget, clock, batch });
  }

  async run(name: string, options: ExtractRunSettings = {}): Promise<ExtractReport> {
    const space = this.#options.memory.space(parseSpace(name));
    const { signal = new AbortController().signal, onProgress, onFact, retryDead = false } = options;
    return this.#turns.take(space.name, () => {
      const run = { space, consumer: this.#consumer(), finder: this.#finder(space), signal, onProgress, onFact };
      return new ExtractRun({ ...run, assistant: this.#options.assistant ?? false }).run({ retryDead });
    });
  }

  async follow({ signal, onReport }: Parameters<Extractor["follow"]>[0]): Promise<void> {
    const { model, gatherMs = 2_000 } = this.#options;
    const extract = async (space: Space): Promise<ExtractReport> => {
      const report = await this.run(space, { signal });
      if (report.messages > 0 || report.deferred !== undefined) onReport?.(report);
      return report;
    };
    const waiting = { clock: this.#clock, gatherMs: model === undefined ? 0 : gatherMs };
    await new SpaceFollower({ ...waiting, consumer: this.#consumer(), extract }).follow(signal);
  }

  #consumer(): Consumer {
    return this.#options.memory.consumer("extract");
  }
}
