import type { Memory } from "@pagefile/core";
import type { Clock, IdSource } from "@pagefile/core/contracts";
import type { CheckView } from "../../protocol/check.ts";
import { RequestError } from "../request-error.ts";
import { Check } from "./check.ts";

export interface ChecksOptions {
  readonly memory: Memory;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** Tells whoever looks at a space. */
  readonly onChange: (space: string, view: CheckView) => void;
}

/** Verifications and repairs, one of a space at a time. They go on when the page that began them goes away. */
export class Checks {
  readonly #options: ChecksOptions;
  readonly #checks = new Map<string, Check>();

  constructor(options: ChecksOptions) {
    this.#options = options;
  }

  /** The one that runs, or the last. */
  of(space: string): CheckView | undefined {
    return this.#checks.get(space)?.view;
  }

  /** @throws RequestError 409 while one of the other kind runs */
  begin(name: string, { repair }: { readonly repair: boolean }): CheckView {
    const there = this.#checks.get(name);
    if (there?.running === true) {
      if (there.view.repair === repair) return there.view;
      throw new RequestError(409, "CHECK_RUNNING", { message: "The stores are being compared already; wait for that, or cancel it." });
    }
    const { memory, clock, ids, onChange } = this.#options;
    const onStep = (view: CheckView): void => onChange(name, view);
    const check = new Check({ space: memory.space(name), id: ids.next(), repair, clock, onChange: onStep });
    this.#checks.set(name, check);
    return check.view;
  }

  /** Idempotent. It ends when it comes to its next records. */
  cancel(space: string): void {
    this.#checks.get(space)?.cancel();
  }

  forget(space: string): void {
    this.#checks.get(space)?.cancel();
    this.#checks.delete(space);
  }

  async close(): Promise<void> {
    const all = [...this.#checks.values()];
    for (const check of all) check.cancel();
    await Promise.all(all.map(({ over }) => over));
  }
}
