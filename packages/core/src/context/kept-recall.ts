import type { RecordId, Space } from "../contracts/index.ts";
import type { ArmReport, CutHit, Hit, Recall } from "../retrieval/recall.ts";
import type { ContextReport } from "./context-report.ts";

/**
 * What was recalled for a turn, as it is kept with the first message the agent appends in it: the query, ids and figures, never
 * text of what was recalled. Figures are kept to four places. A message whose recall it is goes when a hit of its own space is
 * erased; of what was cut, and of what other spaces gave, nothing but the id is known.
 */
export interface KeptRecall extends Pick<Recall, "query" | "found" | "confidence" | "partial" | "total"> {
  /** The message that keeps it. */
  readonly message: RecordId;
  readonly searched: readonly KeptArm[];
  readonly hits: readonly KeptHit[];
  /** The best that was ranked and not shown to the model, at most 10. */
  readonly cut: readonly KeptCut[];
  /** How the window was filled when the model answered. */
  readonly context: KeptContext;
}

export type KeptArm = Pick<ArmReport, "arm" | "store" | "status" | "matches" | "ms" | "behind"> & { readonly space?: Space };

export interface KeptHit extends Pick<Hit, "id" | "rank" | "score" | "tokens" | "why"> {
  /** Of the record, as it was shown. */
  readonly version: number;
  /** Where it is, when that is not the agent's own space. */
  readonly space?: Space;
}

/** The words it shares with the query are not kept. */
export interface KeptCut extends Pick<CutHit, "id" | "rank" | "score" | "why" | "reason"> {
  readonly version: number;
  readonly space?: Space;
}

export type KeptContext = Omit<ContextReport, "summaryText">;
