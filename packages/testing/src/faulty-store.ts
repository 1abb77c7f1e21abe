import type { Store } from "@pagefile/core/contracts";
import { FaultInjector, injectFaults } from "./fault-injector.ts";
import type { FaultPlan } from "./fault-plan.ts";

/** A store on which a plan's faults happen: failpoints are `:before` and `:after` of `apply`, `search`, `scan` and `drop`. */
export function faultyStore<T extends Store>(store: T, plan: FaultPlan): T {
  return injectFaults(store, new FaultInjector(plan));
}
