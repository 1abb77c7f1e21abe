import type { RecordId } from "@pagefile/core/contracts";
import type { TurnEnd } from "./turn-event.ts";
import type { UiConfirmation } from "./ui-data.ts";

/**
 * What a text or reasoning part says of itself. The clients keep no id of a text part, so it rides in the metadata: `part` is
 * what `data-void` names. `note` marks a text that is not the model's: why the turn stopped.
 */
export interface PartMetadata {
  readonly [provider: string]: { readonly [member: string]: string | boolean };
}

/** The metadata of a message: what is known of it at the time, so every member may be absent. */
export interface UiMessageMetadata {
  /** The id of the user's message that began the turn. */
  readonly turn?: string;
  readonly space?: string;
  /** The turn went on with one that was cut off. */
  readonly resumed?: boolean;
  /** Absent where the reply broke off, or is still being written. */
  readonly stopReason?: TurnEnd;
  /** A sentence for the user where the turn did not end with an answer. */
  readonly explanation?: string;
  /** The records the recall of the turn put before the model. */
  readonly recalled?: readonly RecordId[];
  /** Recall missed an arm or a store that is behind. */
  readonly partial?: boolean;
  /** Model calls. */
  readonly steps?: number;
  readonly usage?: { readonly inputTokens: number; readonly outputTokens: number };
  /** Of a stored message: when it was written, by whom, and the records it is made of. */
  readonly createdAt?: string;
  readonly speaker?: string;
  readonly records?: readonly RecordId[];
  /** What was recalled for the turn is kept: `recallOf` of its space tells it. */
  readonly recallKept?: true;
}

interface ToolPartBase {
  readonly type: "dynamic-tool";
  readonly toolName: string;
  readonly toolCallId: string;
  readonly title: string;
  readonly input: unknown;
}

export type UiToolPart =
  | (ToolPartBase & { readonly state: "input-available" })
  | (ToolPartBase & { readonly state: "output-available"; readonly output: unknown })
  | (ToolPartBase & { readonly state: "output-error"; readonly errorText: string });

/** A call that somebody was asked about, as `ai` knows it from 6 on. */
export type UiAskedPart =
  | (ToolPartBase & { readonly state: "approval-requested"; readonly approval: { readonly id: string } })
  | (ToolPartBase & { readonly state: "output-denied"; readonly approval: { readonly id: string; readonly approved: false } });

export type UiMessagePart =
  | { readonly type: "step-start" }
  | { readonly type: "text"; readonly text: string; readonly state: "done" }
  | { readonly type: "data-confirmation"; readonly id: string; readonly data: UiConfirmation }
  | UiToolPart;

/** A stored message as `useChat` takes it for its first load. */
export interface UiMessage<Part = UiMessagePart> {
  readonly id: string;
  readonly role: "user" | "assistant";
  readonly metadata: UiMessageMetadata;
  readonly parts: Part[];
}

/** The same for a front end written with `ai` 6 or 7. */
export type UiAskingMessage = UiMessage<UiMessagePart | UiAskedPart>;

/** The id of the one assistant's message of a turn, in the stream and in what is stored. */
export function replyId(turn: string): string {
  return `reply-${turn}`;
}
