import type { Clock, RecordId } from "@pagefile/core/contracts";
import { RequestError } from "./request-error.ts";

const lifeMs = 5 * 60_000;
const mostWaiting = 100;

export interface ErasePlan {
  /** The space the records are in, which may be one that an agent mounts. */
  readonly space: string;
  readonly ids: readonly RecordId[];
}

/** What was shown to somebody before it is erased. A token stands for exactly that, once, for five minutes. */
export class ErasePlans {
  readonly #clock: Pick<Clock, "now">;
  readonly #newToken: () => string;
  readonly #plans = new Map<string, ErasePlan & { readonly askedIn: string; readonly until: number }>();

  constructor(clock: Pick<Clock, "now">, newToken: () => string) {
    this.#clock = clock;
    this.#newToken = newToken;
  }

  /** `askedIn` is the space that the page looks at, where alone the token is good. */
  add(askedIn: string, plan: ErasePlan): string {
    for (const [token, { until }] of this.#plans) if (until <= this.#clock.now()) this.#plans.delete(token);
    const oldest = this.#plans.keys().next().value;
    if (this.#plans.size >= mostWaiting && oldest !== undefined) this.#plans.delete(oldest);
    const token = this.#newToken();
    this.#plans.set(token, { ...plan, askedIn, until: this.#clock.now() + lifeMs });
    return token;
  }

  /** @throws RequestError 409 for a token of another space, one that was used, and one that is too old */
  take(askedIn: string, token: string): ErasePlan {
    const plan = this.#plans.get(token);
    if (plan?.askedIn !== askedIn) throw expired();
    this.#plans.delete(token);
    if (plan.until <= this.#clock.now()) throw expired();
    return plan;
  }
}

function expired(): RequestError {
  return new RequestError(409, "ERASE_EXPIRED", {
    message: "What was shown is no longer good: it was erased already, or is over five minutes old. Look at it again first.",
  });
}
