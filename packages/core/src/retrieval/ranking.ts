import type { MemoryRecord, RecordId, RecordKind } from "../contracts/index.ts";
import type { ArmReport, Why } from "./recall.ts";

/** A record with its score and where that comes from. */
export interface RankedRecord {
  readonly record: MemoryRecord;
  readonly score: number;
  readonly why: Why;
}

/** Everything a read found, best first, before limit and budget. */
export interface Ranking {
  readonly ranked: readonly RankedRecord[];
  /** Records that say the same as a better one, by that one's id. */
  readonly duplicates: ReadonlyMap<RecordId, RecordId>;
  readonly confidence: number;
  /** The kinds that were searched. */
  readonly kinds: readonly RecordKind[];
  readonly searched: readonly ArmReport[];
}
