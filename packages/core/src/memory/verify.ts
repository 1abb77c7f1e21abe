import type { Arm, Head, RecordId, Seq } from "../contracts/index.ts";

/** One disagreement between the journal and a store. */
export interface Finding {
  readonly store: string;
  readonly arm: Arm;
  readonly id: RecordId;
  /** `missing` in the store, `orphan` in the store only, `stale` an older version, `doubled`, `ahead` a version the journal never had. */
  readonly kind: "missing" | "orphan" | "stale" | "doubled" | "ahead";
}

export interface VerifyReport {
  readonly space: string;
  readonly head: Head;
  readonly entries: number;
  readonly records: number;
  /** The first entry at which the chain does not hold, and how. Absent when it holds. */
  readonly broken?: { readonly seq: Seq; readonly reason: string };
  readonly stores: readonly StoreReport[];
  /** Nothing broken, nothing found. Being behind is not a fault. */
  readonly sound: boolean;
}

export interface StoreReport {
  readonly store: string;
  readonly cursor: Seq;
  readonly behind: number;
  /** Copies it holds, over all arms. */
  readonly scanned: number;
  /** Copies in each arm that it serves. */
  readonly held: Readonly<Partial<Record<Arm, number>>>;
  readonly findings: readonly Finding[];
  readonly deadLetters: number;
  /** Why it could not be looked at. */
  readonly unavailable?: string;
}

export interface RepairReport {
  /** The state after the repair. */
  readonly verified: VerifyReport;
  /** Findings that are gone, and records taken at last that a store had refused. */
  readonly repaired: number;
  /** Entries that stores were behind by and have applied now, over all stores. */
  readonly caughtUp: number;
}
