import type { PartMetadata } from "../ui-message.ts";

/**
 * One chunk of the AI SDK's UI message stream. Every member is accepted by the clients of `ai` 5, 6 and 7, but for
 * `tool-approval-request` and `tool-output-denied`, which are sent only to 6 and 7, and `reset-step`, only to 7.
 */
export type UiMessageChunk =
  | { readonly type: "start"; readonly messageId?: string; readonly messageMetadata?: unknown }
  | { readonly type: "start-step" }
  | { readonly type: "text-start"; readonly id: string; readonly providerMetadata?: PartMetadata }
  | { readonly type: "text-delta"; readonly id: string; readonly delta: string }
  | { readonly type: "text-end"; readonly id: string }
  | { readonly type: "reasoning-start"; readonly id: string; readonly providerMetadata?: PartMetadata }
  | { readonly type: "reasoning-delta"; readonly id: string; readonly delta: string }
  | { readonly type: "reasoning-end"; readonly id: string }
  | {
      readonly type: "tool-input-available";
      readonly toolCallId: string;
      readonly toolName: string;
      readonly input: unknown;
      readonly dynamic: true;
      readonly title: string;
    }
  | { readonly type: "tool-output-available"; readonly toolCallId: string; readonly output: unknown; readonly dynamic: true }
  | { readonly type: "tool-output-error"; readonly toolCallId: string; readonly errorText: string; readonly dynamic: true }
  | { readonly type: "tool-approval-request"; readonly approvalId: string; readonly toolCallId: string }
  | { readonly type: "tool-output-denied"; readonly toolCallId: string }
  | { readonly type: `data-${string}`; readonly id?: string; readonly data: unknown; readonly transient?: boolean }
  | { readonly type: "message-metadata"; readonly messageMetadata: unknown }
  | { readonly type: "finish-step" }
  | { readonly type: "reset-step" }
  | { readonly type: "finish"; readonly finishReason?: UiFinishReason; readonly messageMetadata?: unknown }
  | { readonly type: "abort" }
  | { readonly type: "error"; readonly errorText: string };

/** The reasons all three clients accept. */
export type UiFinishReason = "stop" | "length" | "content-filter" | "tool-calls" | "error" | "other";
