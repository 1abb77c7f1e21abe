import type { MemoryRecord, RecordKind } from "../contracts/index.ts";
import type { MountedSpace } from "./mount.ts";
import type { ArmReport, Why } from "./recall.ts";
import type { Verdict } from "./verdicts.ts";

/** A record with its score and where that comes from. */
export interface RankedRecord {
  readonly record: MemoryRecord;
  readonly score: number;
  readonly why: Why;
  /** What was said of it, by which a model is told to doubt it. */
  readonly verdict?: Verdict;
  /** The mount it is from. */
  readonly from?: MountedSpace;
}

/** A record that says the same as a better one. */
export interface Duplicate {
  readonly ranked: RankedRecord;
  readonly of: RankedRecord;
}

/** Everything a read found, best first, before limit and budget. */
export interface Ranking {
  readonly ranked: readonly RankedRecord[];
  readonly duplicates: readonly Duplicate[];
  readonly confidence: number;
  /** The kinds that were searched. */
  readonly kinds: readonly RecordKind[];
  readonly searched: readonly ArmReport[];
  /** Whether anything was judged in the space. */
  readonly judged: boolean;
}
