import type { Clock } from "@pagefile/core/contracts";

/** Just before a method does its work, or just after: then the work is done and only the answer is lost. */
export type Failpoint = `${string}:before` | `${string}:after`;

/** One thing that goes wrong at a failpoint, for example `append:before` or `cursor.advance:after`. */
export interface Fault {
  readonly at: Failpoint;
  /** Which passage of the failpoint, from 1, or every one. @default 1 */
  readonly passage?: number | "every";
  /** What is thrown: a PagefileError, retryable or not, or any other. */
  readonly error?: Error;
  /** How long it takes on the plan's clock, before the error if there is one. */
  readonly delayMs?: number;
  /** The process dies here, as the test sees it: SimulatedDeath from this call and every later one. */
  readonly death?: boolean;
}

export interface FaultPlan {
  readonly faults?: readonly Fault[];
  /** Needed for delays. */
  readonly clock?: Pick<Clock, "sleep">;
  /** Hears of every failpoint passed, before its faults: a first run without faults finds all the places to die at. */
  readonly onFailpoint?: (failpoint: Failpoint) => void;
}

/** Stands for the death of the process. No code may catch it to carry on. */
export class SimulatedDeath extends Error {
  override readonly name = "SimulatedDeath";
}
