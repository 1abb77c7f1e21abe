import type { Arm, Filter, Instant, MemoryRecord, RecordId, RecordKind, Seq, Space } from "../contracts/index.ts";
import type { Mount } from "./mount.ts";
import type { Verdict } from "./verdicts.ts";
import type { RetrievalWeights } from "./weights.ts";

export interface ReadOptions {
  /** @default ["message", "passage"], and "fact" in a space that has entities and a store that serves the graph */
  readonly kinds?: readonly RecordKind[];
  /** @default every arm that a store serves */
  readonly arms?: readonly Arm[];
  readonly filter?: Filter;
  /** The most hits; 1 to 200. @default 10 */
  readonly limit?: number;
  /** Hits are packed best first into this many tokens of rendered text; what does not fit is passed over. @default no bound */
  readonly budgetTokens?: number;
  /** Below this confidence, 0 to 1, nothing is returned. @default 0 */
  readonly minConfidence?: number;
  /** Records to leave out, such as those already in the context. */
  readonly exclude?: readonly RecordId[];
  /** `next` of the page before, with the same query and options. */
  readonly cursor?: string;
  /** Weights for this read only. */
  readonly weights?: Partial<RetrievalWeights>;
  /** Rank by the attention read instead of the fused score; measured to be worse, so off. @default false */
  readonly attention?: boolean;
  /** Facts that hold at this time, instead of those of all times. @default the time the query names, else all */
  readonly at?: Instant | Date;
  /** Only facts that memory knew by then. @default all */
  readonly knownBy?: Instant | Date;
  /** How many facts away from what the query names the graph is read; 1 to 4. @default 2 */
  readonly hops?: number;
  /**
   * Other spaces to look through as well, each as if it were read by itself; what is found is ranked together, by score and by
   * how sure each space is. Not for `whyNot`, nor of the past: QUERY_INVALID. @default []
   */
  readonly mounts?: readonly Mount[];
  readonly signal?: AbortSignal;
}

/** What was found, how sure that is, and what was searched. */
export interface Recall {
  readonly query: string;
  readonly hits: readonly Hit[];
  /** The share of the query's idf mass that the best hit covers, 0 to 1. */
  readonly confidence: number;
  /** False when nothing matches or confidence is below `minConfidence`; `hits` is then empty. */
  readonly found: boolean;
  readonly searched: readonly ArmReport[];
  /** An arm that is configured failed, timed out or is behind the journal. */
  readonly partial: boolean;
  /** Candidates ranked, before limit and budget. */
  readonly total: number;
  /** Tokens of all hits as rendered. */
  readonly tokens: number;
  readonly next?: string;
  /** The best candidates that were ranked and passed over, at most 20, by rank. */
  readonly cut: readonly CutHit[];
  /** Of a recall of the past: the entry after which the hits are shown, and what it cannot find. */
  readonly past?: { readonly seq: Seq; readonly limits: string };
  /** The hits as text for a model, one a line: id, time, who or which document and page, which mount, text. */
  readonly text: string;
}

export interface Hit {
  readonly record: MemoryRecord;
  readonly id: RecordId;
  readonly text: string;
  readonly score: number;
  /** From 1, over all pages. */
  readonly rank: number;
  readonly tokens: number;
  /** What was said of it. */
  readonly verdict?: Verdict;
  readonly why: Why;
  /** The mount it is from; absent in the space that was read. */
  readonly space?: Space;
}

export const cutReasons = ["limit", "budget", "duplicate", "confidence"] as const;

/** A candidate that was ranked and is no hit. */
export interface CutHit {
  readonly record: MemoryRecord;
  readonly id: RecordId;
  readonly score: number;
  /** From 1, over all pages; of a duplicate the rank of the record that says the same. */
  readonly rank: number;
  readonly why: Why;
  /** `limit`: as many hits rank higher. `budget`: it did not fit. `duplicate`: a better one says the same. `confidence`: nothing was found. */
  readonly reason: (typeof cutReasons)[number];
  /** With `duplicate`: the record that says the same. */
  readonly of?: RecordId;
  /** The mount it is from. */
  readonly space?: Space;
}

export const cues = ["speaker", "date", "duration", "question", "role", "group", "judgement"] as const;

/** Where a hit's score comes from: the parts add up to it. With mounts, weights are taken down by how sure a space is. */
export interface Why {
  readonly arms: readonly {
    readonly arm: Arm;
    readonly store: string;
    readonly rank: number;
    readonly score: number;
    readonly weight: number;
  }[];
  readonly cues: readonly {
    readonly cue: (typeof cues)[number];
    readonly score: number;
    readonly weight: number;
    /** Of the cue `judgement`: what was said of the record. */
    readonly verdict?: Verdict;
  }[];
  /** Words of the query found in the record itself, and those it answers to through its neighbours. */
  readonly terms: { readonly own: readonly string[]; readonly near: readonly string[] };
}

export const armStatuses = ["searched", "failed", "timed-out", "absent"] as const;

export interface ArmReport {
  readonly arm: Arm;
  readonly store: string;
  readonly kinds: readonly RecordKind[];
  readonly status: (typeof armStatuses)[number];
  readonly matches: number;
  readonly ms: number;
  /** Entries of the journal that the store has not applied yet. */
  readonly behind: number;
  readonly reason?: string;
  /** The mount it searched. */
  readonly space?: Space;
}

/** Why a record was not returned. */
export interface WhyNot {
  readonly id: RecordId;
  readonly reason:
    | "returned"
    | "not-in-space"
    | "deleted"
    | "opaque"
    | "other-kind"
    | "excluded"
    | "filtered"
    | "other-time"
    | "judged"
    | "nothing-in-common"
    | "outranked"
    | "over-budget"
    | "low-confidence"
    | "behind";
  /** A sentence with the figures: its rank and score against the last that was returned. */
  readonly explanation: string;
  readonly rank?: number;
  readonly score?: number;
  readonly why?: Why;
}
