import type { TurnCause, UiConfirmation, UiData, UiRecall } from "@pagefile/ai-sdk";
import type { PageMessage, PagePart } from "./page-message.ts";

export interface ToolItem {
  readonly type: "tool";
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly state: "running" | "waiting" | "done" | "failed" | "refused";
  /** Somebody was asked and allowed it. */
  readonly allowed: boolean;
  readonly input: unknown;
  readonly output?: unknown;
  readonly error?: string;
}

/** A call that waits for a word. */
export interface ApprovalItem {
  readonly type: "approval";
  readonly tool: ToolItem;
  readonly reason: string;
  readonly because: readonly TurnCause[];
}

/** What a reply shows, in the order in which it happened. */
export type ReplyItem =
  | { readonly type: "text"; readonly text: string; readonly streaming: boolean; readonly stopped: boolean; readonly note: boolean }
  /** Words that were taken back and told again. */
  | { readonly type: "taken-back"; readonly text: string; readonly because: string }
  | { readonly type: "reasoning"; readonly text: string; readonly streaming: boolean }
  | ToolItem
  | ApprovalItem
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
  const confirmations = new Map<string, UiConfirmation>();
  for (const part of parts) {
    if (part.type === "data-void") for (const id of part.data.parts) voided.set(id, part.data.because);
    if (part.type === "data-confirmation") confirmations.set(part.data.id, part.data);
  }
  const items = parts.flatMap((part) => itemOf(part, { voided, confirmations }) ?? []);
  // A turn that is gone on with recalls again, and its stream tells of that behind the calls that waited.
  return [...items.filter(({ type }) => type === "recall"), ...items.filter(({ type }) => type !== "recall")];
}

interface Said {
  /** Why the text of a part does not stand, by the part's id. */
  readonly voided: ReadonlyMap<string, string>;
  /** By the id of the call. */
  readonly confirmations: ReadonlyMap<string, UiConfirmation>;
}

/** Whether a call of the message waits for a word. */
export function waitsForWord({ parts }: PageMessage): boolean {
  return parts.some((part) => part.type === "data-confirmation" && part.data.answered === undefined);
}

function itemOf(part: PagePart, { voided, confirmations }: Said): ReplyItem | undefined {
  switch (part.type) {
    case "text":
      return textItem(part, voided);
    case "reasoning":
      return part.text === "" ? undefined : { type: "reasoning", text: part.text, streaming: part.state === "streaming" };
    case "dynamic-tool":
      return callItem(part, confirmations);
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

type CallPart = Extract<PagePart, { type: "dynamic-tool" }>;

function callItem(part: CallPart, confirmations: ReadonlyMap<string, UiConfirmation>): ToolItem | ApprovalItem {
  const confirmation = confirmations.get(part.toolCallId);
  const tool = toolItem(part, confirmation?.answered);
  if (tool.state !== "running" || confirmation === undefined || confirmation.answered !== undefined) {
    const waits = tool.state === "running" && [...confirmations.values()].some(({ answered }) => answered === undefined);
    return waits ? { ...tool, state: "waiting" } : tool;
  }
  return { type: "approval", tool, reason: confirmation.reason, because: confirmation.because };
}

function toolItem(part: CallPart, answered: "allowed" | "refused" | undefined): ToolItem {
  const { toolCallId: id, toolName: name, title = name, input } = part;
  const base = { type: "tool", id, name, title, input, allowed: answered === "allowed" } as const;
  if (part.state === "output-denied" || answered === "refused") return { ...base, state: "refused" };
  if (part.state === "output-available") return { ...base, state: "done", output: part.output };
  if (part.state === "output-error") return { ...base, state: "failed", error: part.errorText };
  return { ...base, state: "running" };
}
