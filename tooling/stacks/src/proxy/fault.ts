import { randomSource } from "@pagefile/testing";

/** What goes wrong with one request, or with one piece of a connection that is not HTTP. */
export type Fault =
  /** The proxy answers in the server's place; the server never hears of it. */
  | { readonly kind: "status"; readonly status: number; readonly retryAfterSeconds?: number }
  /** The connection is torn down before the server hears of it. */
  | { readonly kind: "reset" }
  /** The server does the work and its answer breaks off after so many bytes. */
  | { readonly kind: "cut"; readonly afterBytes: number }
  | { readonly kind: "latency"; readonly ms: number };

/** Decides about each request, counted from 1. */
export type FaultPlan = (request: number) => Fault | undefined;

/** A fault of a list, chosen by chance, on so large a share of requests. The same seed gives the same faults. */
export function randomFaults(seed: number, share: number, faults: readonly Fault[]): FaultPlan {
  const random = randomSource(seed);
  return () => (random.chance(share) ? random.pick(faults) : undefined);
}
