import type { FinishReason, KeptCall, KeptResult, MemoryRecord, Origin, RecordId, Usage } from "@pagefile/core/contracts";

/** How a turn ended, as core says it. */
export type TurnEnd = "answered" | "steps" | "tokens" | "time" | "identical-calls" | "mistakes" | "cancelled" | "failed" | "confirmation";

/** What a turn tells of a recall: the members that are sent on. */
export interface TurnRecall {
  readonly query: string;
  readonly confidence: number;
  readonly found: boolean;
  readonly partial: boolean;
  readonly total: number;
  readonly tokens: number;
  readonly searched: readonly TurnSearch[];
  readonly hits: readonly TurnHit[];
}

export interface TurnSearch {
  readonly arm: string;
  readonly store: string;
  readonly status: string;
  readonly matches: number;
  readonly ms: number;
  readonly behind: number;
  readonly reason?: string;
  readonly space?: string;
}

export interface TurnHit {
  readonly record: MemoryRecord;
  readonly text: string;
  readonly score: number;
  readonly rank: number;
  readonly tokens: number;
  readonly why: object;
  readonly verdict?: string;
  readonly space?: string;
}

/** A call that waits until somebody allows or refuses it: the members that are sent on. */
export interface TurnConfirmation {
  /** Names the call, as the events of running it do. */
  readonly id: string;
  readonly call: KeptCall;
  readonly reason: string;
  readonly because: readonly TurnCause[];
}

/** A record that a call rests on and that is trusted too little. */
export interface TurnCause extends Pick<Origin, "channel" | "trust" | "source"> {
  readonly id: RecordId;
  readonly space?: string;
  /** The table whose rows it is about, where the record is the mark of one. */
  readonly table?: string;
}

/** How the window is filled, in tokens: numbers and flags, and texts that are not sent on. */
export type ContextFigures = Readonly<Record<"window" | "reserved" | "free", number>>;

/**
 * An event of a turn, typed by what this package reads of it, so that every `AgentEvent` of core is one. What a later core adds
 * beside these is passed over.
 */
export type TurnEvent =
  | { readonly type: "turn-start"; readonly turn: string; readonly resumed: boolean }
  | { readonly type: "recall"; readonly recall: TurnRecall }
  | { readonly type: "step-start"; readonly step: number; readonly context: ContextFigures }
  | { readonly type: "text-delta"; readonly text: string }
  | { readonly type: "reasoning-delta"; readonly text: string }
  | { readonly type: "tool-call"; readonly id: string; readonly call: KeptCall }
  | { readonly type: "confirmation"; readonly confirmation: TurnConfirmation }
  | { readonly type: "tool-result"; readonly id: string; readonly result: KeptResult }
  | { readonly type: "mistake"; readonly code: string; readonly cause: string; readonly attempt: number }
  | { readonly type: "retry"; readonly reason: string; readonly waitMs: number }
  | { readonly type: "memory-pressure"; readonly usedTokens: number; readonly budgetTokens: number }
  | {
      readonly type: "eviction";
      readonly messages: number;
      readonly through: string;
      readonly summaryTokens: number;
      readonly summarised: boolean;
    }
  | { readonly type: "step-finish"; readonly step: number; readonly reason: FinishReason; readonly usage: Usage | undefined }
  | {
      readonly type: "turn-finish";
      readonly reason: TurnEnd;
      readonly text: string;
      readonly explanation?: string;
      readonly recalled: readonly string[];
      readonly partial: boolean;
    };
