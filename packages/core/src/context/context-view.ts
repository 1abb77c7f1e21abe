import type { ChatMessage, RecordId } from "../contracts/index.ts";
import { messageTokens, toolsTokens } from "./chat-size.ts";
import type { ShownMessage } from "./compile-context.ts";
import { contextReport, type ContextReport, type ReportedContext } from "./context-report.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import { leavingNext } from "./plan-context.ts";
import { roomForTurns } from "./room-for-turns.ts";
import { shareOut } from "./share-out.ts";
import { blockText } from "./system-text.ts";

/** What the model would be sent now: everything in it, in its order. */
export interface ContextView {
  readonly report: ContextReport;
  /** Their tokens add up to those of the report, part by part. */
  readonly parts: readonly ContextPart[];
  /** In tokens of the prompt. At the first the model is warned once, past the second the oldest messages are paged out. */
  readonly thresholds: { readonly warnAt: number; readonly evictAt: number };
  /** How many more turns fit before something is paged out, going by the mean of the last ones. Absent before the first. */
  readonly roomForTurns?: number;
}

export interface ContextPart {
  /** `recalled` stands in front of the message it was recalled for. */
  readonly part: "system" | "tools" | "blocks" | "summary" | "queue" | "recalled";
  /** What it is, in a few words: the label of a block, who speaks. */
  readonly title: string;
  /** As it is sent; tools and calls as JSON, since every server writes them in its own way. */
  readonly text: string;
  readonly tokens: number;
  /** The block, the summary or the message it shows. */
  readonly record?: RecordId;
  /** It is among what the next eviction takes. */
  readonly leavesNext?: boolean;
}

export interface ViewedContext extends ReportedContext {
  readonly thresholds: ContextView["thresholds"];
}

export function contextView(viewed: ViewedContext): ContextView {
  const report = contextReport(viewed);
  const stable = [...systemParts(viewed), ...blockParts(viewed), ...summaryPart(viewed)];
  const leaving = new Set(leavingNext(viewed.parts).flatMap(({ records }) => records.map(({ id }) => id)));
  const shown = viewed.compiled.shown.flatMap((one) => messageParts(one, leaving));
  const { thresholds, gauge, parts } = viewed;
  const room = roomForTurns(parts.units, report.free, (tokens) => gauge.measure(tokens));
  return { report, parts: counted([...stable, ...shown], report), thresholds, ...(room !== undefined && { roomForTurns: room }) };
}

/** A part with its tokens as estimated. */
type Estimated = ContextPart;

function systemParts({ parts: { system, tools } }: ViewedContext): readonly Estimated[] {
  const instructions: Estimated = {
    part: "system",
    title: "standing instructions",
    text: system,
    tokens: messageTokens({ role: "system", text: system }),
  };
  if (tools.length === 0) return [instructions];
  const text = tools.map((tool) => JSON.stringify(tool)).join("\n");
  return [instructions, { part: "tools", title: tools.map(({ name }) => name).join(", "), text, tokens: toolsTokens(tools) }];
}

function blockParts({ snapshot }: ViewedContext): readonly Estimated[] {
  return snapshot.blocks.map((block) => {
    const text = blockText(block);
    return { part: "blocks", title: block.key ?? block.id, text, tokens: estimateTokens(`${text}\n`), record: block.id };
  });
}

function summaryPart({ snapshot, parts, compiled }: ViewedContext): readonly Estimated[] {
  const text = compiled.summary.trim();
  if (text === "") return [];
  const { summary } = snapshot;
  const searched = parts.tools.some(({ name }) => name === "conversation_search") ? "; conversation_search finds all of it" : "";
  const title = `what left the queue${untilText(snapshot.evictedThrough)}${searched}`;
  return [{ part: "summary", title, text, tokens: estimateTokens(text), ...(summary !== undefined && { record: summary.id }) }];
}

/** An id tells when its message came in. */
function untilText(id: RecordId | undefined): string {
  const time = new Date(Number.parseInt(id?.replaceAll("-", "").slice(0, 12) ?? "", 16));
  return Number.isNaN(time.getTime()) ? "" : ` until ${time.toISOString().slice(0, 16).replace("T", " ")}`;
}

function messageParts({ message, record, note }: ShownMessage, leaving: ReadonlySet<RecordId>): readonly Estimated[] {
  const recalled = note === undefined ? 0 : estimateTokens(note);
  const own: Estimated = {
    part: "queue",
    title: titleOf(message),
    text: textOf(note === undefined ? message : { ...message, text: message.text.slice(note.length + 2) }),
    tokens: messageTokens(message) - recalled,
    ...(record !== undefined && { record }),
    ...(record !== undefined && leaving.has(record) && { leavesNext: true }),
  };
  return note === undefined ? [own] : [{ part: "recalled", title: "recalled for this turn", text: note, tokens: recalled }, own];
}

function titleOf(message: ChatMessage): string {
  if (message.role === "tool") return `result of ${message.name}`;
  const calls = message.role === "assistant" ? (message.calls ?? []) : [];
  return calls.length === 0 ? message.role : `${message.role} calls ${calls.map(({ name }) => name).join(", ")}`;
}

function textOf(message: ChatMessage): string {
  const calls = message.role === "assistant" ? (message.calls ?? []) : [];
  const written = calls.map((call) => `${call.name} ${JSON.stringify(call.arguments)}`);
  return [message.text, ...written].filter((text) => text !== "").join("\n");
}

/** Each part's share of what the report counts for all of its kind. */
function counted(parts: readonly Estimated[], report: ContextReport): readonly ContextPart[] {
  const kinds = [["system", "tools"], ["blocks"], ["summary"], ["queue"], ["recalled"]] as const;
  const tokens = new Map<Estimated, number>();
  for (const kind of kinds) {
    const some = parts.filter(({ part }) => kind.some((name) => name === part));
    const shares = shareOut(
      report[kind[0]],
      some.map((part) => part.tokens),
    );
    for (const [at, part] of some.entries()) tokens.set(part, shares[at] ?? 0);
  }
  return parts.map((part) => ({ ...part, tokens: tokens.get(part) ?? 0 }));
}
