import type { SpaceMemory, VerifyProgress, VerifyReport } from "@pagefile/core";
import type { Clock } from "@pagefile/core/contracts";
import type { CheckView, VerifyView } from "../../protocol/check.ts";
import { errorAnswer } from "../error-answer.ts";
import { given } from "../request-query.ts";

export interface CheckOptions {
  readonly space: SpaceMemory;
  readonly id: string;
  /** Mends what it finds. */
  readonly repair: boolean;
  readonly clock: Clock;
  /** Hears of every step. */
  readonly onChange: (view: CheckView) => void;
}

/** More often nobody could read it. */
const tellMs = 100;

/** A comparison of a space's stores with its journal, from its first entry on. */
export class Check {
  /** Settles when it is over. */
  readonly over: Promise<void>;
  readonly #options: CheckOptions;
  readonly #controller = new AbortController();
  #view: CheckView;
  #told = 0;

  constructor(options: CheckOptions) {
    this.#options = options;
    this.#view = { id: options.id, repair: options.repair, state: "running" };
    this.over = this.#run();
  }

  get view(): CheckView {
    return this.#view;
  }

  get running(): boolean {
    return this.#view.state === "running";
  }

  /** What was mended by then stays. */
  cancel(): void {
    this.#controller.abort(new DOMException("The comparison was cancelled.", "AbortError"));
  }

  async #run(): Promise<void> {
    const { space, repair } = this.#options;
    const options = { signal: this.#controller.signal, onProgress: (progress: VerifyProgress) => this.#progress(progress) };
    // Whoever began it hears first that it runs.
    await Promise.resolve();
    this.#change({});
    try {
      if (repair) {
        const { verified, repaired } = await space.repair(options);
        this.#end({ state: "done", found: showVerify(verified, repaired) });
      } else this.#end({ state: "done", found: showVerify(await space.verify(options)) });
    } catch (error) {
      if (this.#controller.signal.aborted) this.#end({ state: "cancelled" });
      else this.#end({ state: "failed", error: errorAnswer(error).view.error });
    }
  }

  #progress(progress: VerifyProgress): void {
    const now = this.#options.clock.now();
    const fresh = progress.phase !== this.#view.progress?.phase || now - this.#told >= tellMs;
    if (!fresh) return;
    this.#told = now;
    this.#change({ progress });
  }

  #end(change: Pick<CheckView, "state" | "found" | "error">): void {
    const { progress: _, ...view } = this.#view;
    this.#view = view;
    this.#change(change);
  }

  #change(change: Partial<CheckView>): void {
    this.#view = { ...this.#view, ...change };
    this.#options.onChange(this.#view);
  }
}

function showVerify({ sound, entries, records, head, broken, stores }: VerifyReport, repaired?: number): VerifyView {
  return {
    sound,
    entries,
    records,
    hash: head.hash,
    ...given("broken", broken),
    stores: stores.map(({ store, behind, scanned, findings, deadLetters, unavailable }) => ({
      store,
      behind,
      scanned,
      findings: findings.length,
      deadLetters,
      ...given("unavailable", unavailable),
    })),
    ...given("repaired", repaired),
  };
}
