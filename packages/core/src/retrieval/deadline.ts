import type { Clock } from "../contracts/index.ts";

export interface DeadlineOptions {
  readonly clock: Clock;
  readonly ms: number;
  readonly signal: AbortSignal | undefined;
}

/** What came of a task under a deadline; it never throws. */
export type Outcome<T> =
  | { readonly status: "done"; readonly value: T }
  | { readonly status: "failed"; readonly error: unknown }
  | { readonly status: "timed-out" };

/** Runs a task that is aborted, and no longer waited for, once the deadline passes or the caller's signal aborts. */
export async function withDeadline<T>(task: (signal: AbortSignal) => Promise<T>, options: DeadlineOptions): Promise<Outcome<T>> {
  const { clock, ms, signal: outer } = options;
  const stop = new AbortController();
  const signal = outer === undefined ? stop.signal : AbortSignal.any([outer, stop.signal]);
  const work = run(task, signal);
  const deadline = clock.sleep(ms, signal).then(
    (): Outcome<T> => ({ status: "timed-out" }),
    (error: unknown): Outcome<T> => ({ status: "failed", error }),
  );
  const outcome = await Promise.race([work, deadline]);
  stop.abort();
  return outcome;
}

async function run<T>(task: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<Outcome<T>> {
  try {
    return { status: "done", value: await task(signal) };
  } catch (error) {
    return { status: "failed", error };
  }
}
