import type { ShownRecord } from "./shown-record.ts";

/**
 * `GET S/search?q=…&arms=lexical,vector&kinds=message,passage&from=…&to=…&channels=…&limit=…&budget=…&cursor=…&at=SEQ`
 */
export interface RecallView {
  readonly query: string;
  readonly found: boolean;
  /** 0 to 1. */
  readonly confidence: number;
  readonly partial: boolean;
  /** Candidates ranked. */
  readonly total: number;
  readonly tokens: number;
  /** The plan: every arm that was asked. */
  readonly searched: readonly ArmView[];
  readonly hits: readonly HitView[];
  /** Ranked, and not returned. */
  readonly cut: readonly CutView[];
  readonly next?: string;
  /** With `at`: a sentence on what a search in the past cannot find. */
  readonly limits?: string;
}

export interface ArmView {
  readonly arm: string;
  /** The space that was searched, where it is a mounted one. */
  readonly space?: string;
  readonly store: string;
  readonly status: "searched" | "failed" | "timed-out" | "absent";
  readonly matches: number;
  readonly ms: number;
  readonly behind: number;
  readonly reason?: string;
}

export interface HitView {
  readonly id: string;
  readonly rank: number;
  readonly score: number;
  /** Its share of the attention over all hits: softmax of the scores, 0 to 1. */
  readonly attention: number;
  readonly tokens: number;
  readonly why: WhyView;
  /** Absent when it was erased, or deleted, since. */
  readonly record?: ShownRecord;
}

export interface CutView {
  readonly id: string;
  readonly rank: number;
  readonly score: number;
  readonly reason: string;
  readonly record?: ShownRecord;
}

export interface WhyView {
  readonly arms: readonly {
    readonly arm: string;
    readonly store: string;
    readonly rank: number;
    readonly score: number;
    readonly weight: number;
  }[];
  readonly cues: readonly { readonly cue: string; readonly score: number; readonly weight: number }[];
  readonly terms: { readonly own: readonly string[]; readonly near: readonly string[] };
}

/** `GET S/why-not?q=…&record=…`. */
export interface WhyNotView {
  readonly id: string;
  readonly reason: string;
  readonly explanation: string;
  readonly rank?: number;
  readonly score?: number;
  readonly why?: WhyView;
  readonly record?: ShownRecord;
}

/** `GET S/messages/:id/recall`: the recall that was kept with the turn of a message; 404 where none was. */
export interface TurnRecallView extends Omit<RecallView, "next" | "limits" | "tokens"> {
  /** The message of the turn that holds it. */
  readonly message: string;
  /** How the window was filled, in tokens, when the model answered. */
  readonly sizes?: Readonly<Record<string, number>>;
}
