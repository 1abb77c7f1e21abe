import type { UiData, UiRecall } from "@pagefile/ai-sdk";
import type { PageMessage, PagePart } from "./page-message.ts";

export interface ToolItem {
  readonly type: "tool";
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly state: "running" | "done" | "failed";
  readonly input: unknown;
  readonly output?: unknown;
  readonly error?: string;
}

/** What a reply shows, in the order in which it happened. */
export type ReplyItem =
  | { readonly type: "text"; readonly text: string; readonly streaming: boolean; readonly stopped: boolean; readonly note: boolean }
  /** Words that were taken back and told again. */
  | { readonly type: "taken-back"; readonly text: string; readonly because: string }
  | { readonly type: "reasoning"; readonly text: string; readonly streaming: boolean }
  | ToolItem
  | { readonly type: "recall"; readonly recall: UiRecall }
  | { readonly type: "eviction"; readonly eviction: UiData["eviction"] }
  | { readonly type: "pressure"; readonly usedTokens: number; readonly budgetTokens: number }
  | { readonly type: "mistake"; readonly cause: string };

const reasons: Readonly<Record<string, string>> = {
  mistake: "This answer could not be used and was written again",
  retry: "The model broke off here and began again",
};

/** Sorts the parts of a reply into what is shown of them. */
export function replyItems({ parts }: PageMessage): readonly ReplyItem[] {
  const voided = new Map<string, string>();
  for (const part of parts) if (part.type === "data-void") for (const id of part.data.parts) voided.set(id, part.data.because);
  return parts.flatMap((part) => itemOf(part, voided) ?? []);
}

function itemOf(part: PagePart, voided: ReadonlyMap<string, string>): ReplyItem | undefined {
  switch (part.type) {
    case "text":
      return textItem(part, voided);
    case "reasoning":
      return part.text === "" ? undefined : { type: "reasoning", text: part.text, streaming: part.state === "streaming" };
    case "dynamic-tool":
      return toolItem(part);
    case "data-recall":
      return { type: "recall", recall: part.data };
    case "data-eviction":
      return { type: "eviction", eviction: part.data };
    case "data-pressure":
      return { type: "pressure", ...part.data };
    case "data-mistake":
      return { type: "mistake", cause: part.data.cause };
    default:
      return undefined;
  }
}

function textItem(part: Extract<PagePart, { type: "text" }>, voided: ReadonlyMap<string, string>): ReplyItem | undefined {
  const { part: id, note } = (part.providerMetadata?.["pagefile"] ?? {}) as { readonly part?: string; readonly note?: boolean };
  const because = id === undefined ? undefined : voided.get(id);
  const reason = because === undefined ? undefined : reasons[because];
  if (part.text === "") return undefined;
  if (reason !== undefined) return { type: "taken-back", text: part.text, because: reason };
  return { type: "text", text: part.text, streaming: part.state === "streaming", stopped: because !== undefined, note: note === true };
}

function toolItem(part: Extract<PagePart, { type: "dynamic-tool" }>): ToolItem {
  const base = { type: "tool", id: part.toolCallId, name: part.toolName, title: part.title ?? part.toolName, input: part.input } as const;
  if (part.state === "output-available") return { ...base, state: "done", output: part.output };
  if (part.state === "output-error") return { ...base, state: "failed", error: part.errorText };
  return { ...base, state: "running" };
}
