import type { TrustLabel } from "@pagefile/core/contracts";
import type { ShownRecord } from "./shown-record.ts";

export const contextParts = ["system", "tools", "blocks", "summary", "queue", "recalled"] as const;
export type ContextPartName = (typeof contextParts)[number];

/** `GET S/context`: what the model would see now. All sizes in tokens. */
export interface ContextView {
  readonly window: number;
  readonly reserved: number;
  readonly free: number;
  /** Of each part; they add up with `free` and `reserved` to the window. */
  readonly sizes: Readonly<Record<ContextPartName, number>>;
  /** Where the model is warned, and where the oldest messages are paged out. */
  readonly warnAt: number;
  readonly evictAt: number;
  /** Anchored on what the provider counted; otherwise an estimate. */
  readonly anchored: boolean;
  /** About how many turns still fit. */
  readonly roomForTurns?: number;
  /** Everything in the order the model sees it. */
  readonly parts: readonly ContextPartView[];
  readonly blocks: readonly BlockView[];
}

export interface ContextPartView {
  readonly part: ContextPartName;
  readonly title: string;
  readonly text: string;
  readonly tokens: number;
  readonly record?: string;
  readonly leavesNext?: boolean;
}

/** `GET S/context?at=SEQ`: the past keeps blocks, summary and messages, but not how a window was filled. */
export interface PastContextView {
  readonly past: { readonly seq: number; readonly recordedAt?: string };
  readonly blocks: readonly BlockView[];
  readonly summary?: ShownRecord;
  /** The newest messages of then, oldest first. */
  readonly messages: readonly ShownRecord[];
}

export interface BlockView {
  readonly record: string;
  readonly label: string;
  readonly description: string;
  readonly text: string;
  /** Characters. */
  readonly limit: number;
  readonly version: number;
  readonly changedAt: string;
  /** Who changed it last: "agent", "user", … */
  readonly changedBy: string;
  /** What was made in view of the least trusted of its sources, until a person vouches for it. */
  readonly trust: TrustLabel;
}

/** `PUT S/blocks/:label`. Answered with BlockView; 409 with BlockConflict. */
export interface BlockRequest {
  readonly text: string;
  readonly expectedVersion: number;
  /** The person has read all of it and stands for it: it is trusted as theirs. @default false: trusted no more than before */
  readonly vouched?: boolean;
}

export interface BlockConflict {
  readonly error: string;
  readonly code: "VERSION_CONFLICT";
  readonly current: BlockView;
}
