import type { UiMessageMetadata } from "@pagefile/ai-sdk";
import type { UIMessage } from "ai";
import type { WhyView } from "../../protocol/recall.ts";

/** What the server tells beside words and calls, in the stream of a turn. */
export type PageData = {
  readonly recall: RecallData;
  readonly eviction: EvictionData;
  readonly pressure: { readonly usedTokens: number; readonly budgetTokens: number };
  readonly mistake: { readonly code: string; readonly cause: string; readonly attempt: number };
  readonly void: { readonly parts: readonly string[]; readonly because: "mistake" | "retry" | "stopped" };
  readonly retry: { readonly reason: string; readonly waitMs: number };
};

export interface RecallData {
  readonly query: string;
  readonly confidence: number;
  readonly found: boolean;
  readonly partial: boolean;
  readonly hits: readonly RecallHit[];
}

export interface RecallHit {
  readonly id: string;
  readonly kind: string;
  readonly text: string;
  readonly rank: number;
  readonly createdAt: string;
  readonly why: WhyView;
  readonly origin: { readonly channel: string; readonly trust: string; readonly source?: string };
}

export interface EvictionData {
  readonly messages: number;
  readonly summaryTokens: number;
  readonly summarised: boolean;
}

export type PageMessage = UIMessage<UiMessageMetadata, PageData>;
export type PagePart = PageMessage["parts"][number];

/** The user's message that a message belongs to; undefined while the server has not said. */
export function turnOf(message: PageMessage): string | undefined {
  return message.metadata?.turn;
}

/** The words of a message, as a person would copy them. */
export function wordsOf(message: PageMessage): string {
  return message.parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n\n");
}
