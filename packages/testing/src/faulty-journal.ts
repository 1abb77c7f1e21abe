import type { Journal } from "@pagefile/core/contracts";
import { FaultInjector, injectFaults } from "./fault-injector.ts";
import type { FaultPlan } from "./fault-plan.ts";

/**
 * A journal on which a plan's faults happen. Failpoints are `<method>:before` and `:after` of each method but `close`, and
 * `cursor.get`, `cursor.advance`, `cursor.deadLetters`, `cursor.settle` of its cursors. Its `store` stays sound, for it works
 * in the journal's transaction; wrap it with `faultyStore` to let its searches fail.
 */
export function faultyJournal<T extends Journal>(journal: T, plan: FaultPlan): T {
  return injectFaults(journal, new FaultInjector(plan));
}
