import type { Fault, FaultPlan } from "./fault.ts";
import type { Gate } from "./gate.ts";

/** What went through, and what shall go wrong with it. */
export class Traffic {
  requests = 0;
  failures = 0;
  #plan: FaultPlan | undefined;

  begin(plan: FaultPlan | undefined): void {
    this.#plan = plan;
    this.requests = 0;
    this.failures = 0;
  }

  /** Counts a request and says what goes wrong with it. */
  next(): Fault | undefined {
    this.requests += 1;
    const fault = this.#plan?.(this.requests);
    if (fault !== undefined && fault.kind !== "latency") this.failures += 1;
    return fault;
  }
}

export interface Way {
  readonly to: URL;
  readonly gate: Gate;
  readonly traffic: Traffic;
}
