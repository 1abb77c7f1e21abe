import type { ChatMessage, RecordId, ToolSpecification } from "../contracts/index.ts";
import { messagesTokens, messageTokens, toolsTokens } from "./chat-size.ts";
import { cutText } from "./cut-text.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import type { MessageUnit } from "./message-unit.ts";
import { shortenUnit } from "./shorten-unit.ts";

/** Everything a request is made of. */
export interface ContextParts {
  readonly system: string;
  readonly tools: readonly ToolSpecification[];
  readonly blocks: string;
  readonly summary: string;
  /** Oldest first. */
  readonly units: readonly MessageUnit[];
  /** The message of this turn as it is shown, even when it was evicted; it carries the note. */
  readonly turn?: { readonly id: RecordId; readonly text: string };
  readonly note: string;
  /** What was wrong with the model's last answers, for the next request only. */
  readonly corrections: readonly string[];
}

/** Estimated tokens by part. */
export interface ContextSizes {
  readonly system: number;
  readonly blocks: number;
  readonly summary: number;
  readonly queue: number;
  readonly recalled: number;
  readonly total: number;
}

export interface CompiledContext {
  readonly messages: readonly ChatMessage[];
  readonly sizes: ContextSizes;
  /** The messages after the first, which holds system text, blocks and summary. */
  readonly shown: readonly ShownMessage[];
  /** As it is shown. */
  readonly summary: string;
}

/** A message of a request with what it shows: a record, and in front of it what was recalled. */
export interface ShownMessage {
  readonly message: ChatMessage;
  readonly record?: RecordId;
  readonly note?: string;
}

/** The most tokens that single texts may take. */
export interface TextCaps {
  readonly message: number;
  readonly summary: number;
  readonly note: number;
}

/** What cannot be made smaller: system text, tools and blocks. */
export function fixedTokens({ system, tools, blocks }: Pick<ContextParts, "system" | "tools" | "blocks">): number {
  return messageTokens({ role: "system", text: `${system}\n\n${blocks}` }) + toolsTokens(tools);
}

/** Puts the parts in order: stable text first and what changes last, so that a server's prompt cache stays good. */
export function compileContext(parts: ContextParts, caps: TextCaps): CompiledContext {
  const summary = parts.summary === "" ? "" : `\n\n${cutText(parts.summary, caps.summary, "Search the conversation for the rest")}`;
  const system: ChatMessage = { role: "system", text: `${parts.system}\n\n${parts.blocks}${summary}` };
  const note = parts.note === "" ? "" : cutNote(parts.note, caps.note);
  const turn = turnMessage(parts, note, caps.message);
  const shown = parts.units.flatMap((unit) => (holds(unit, parts.turn?.id) ? turn : unitMessages(unit, caps.message)));
  if (!parts.units.some((unit) => holds(unit, parts.turn?.id))) shown.unshift(...turn);
  if (parts.corrections.length > 0) shown.push({ message: { role: "user", text: parts.corrections.join("\n") } });
  const queue = shown.map(({ message }) => message);
  const recalled = parts.turn === undefined ? 0 : estimateTokens(note);
  const sizes = {
    system: fixedTokens({ ...parts, blocks: "" }),
    blocks: estimateTokens(parts.blocks),
    summary: estimateTokens(summary),
    queue: messagesTokens(queue) - recalled,
    recalled,
  };
  const total = sizes.system + sizes.blocks + sizes.summary + sizes.queue + recalled;
  return { messages: [system, ...queue], sizes: { ...sizes, total }, shown, summary };
}

/** The message this turn is about, with the note in front of the user's own words: small models answer what they read last. */
function turnMessage({ turn }: ContextParts, note: string, tokens: number): readonly ShownMessage[] {
  if (turn === undefined) return [];
  const text = cutText(turn.text, tokens, `Read on: conversation_search with id ${turn.id}`);
  if (note === "") return [{ message: { role: "user", text }, record: turn.id }];
  return [{ message: { role: "user", text: `${note}\n\n${text}` }, record: turn.id, note }];
}

function unitMessages(unit: MessageUnit, tokens: number): readonly ShownMessage[] {
  const [first, last = first] = unit.records;
  return shortenUnit(unit, tokens).map((message) => {
    const record = message.role === "tool" ? last : first;
    return { message, ...(record !== undefined && { record: record.id }) };
  });
}

/** Keeps the end mark, so that what follows cannot be taken for recalled text. */
function cutNote(note: string, tokens: number): string {
  if (estimateTokens(note) <= tokens) return note;
  const lines = note.split("\n");
  const kept: string[] = [];
  let used = 10;
  for (const line of lines.slice(0, -1)) {
    used += estimateTokens(line) + 1;
    if (used > tokens) break;
    kept.push(line);
  }
  return kept.length < 2 ? "" : [...kept, lines.at(-1)].join("\n");
}

function holds(unit: MessageUnit, id: RecordId | undefined): boolean {
  return id !== undefined && unit.records.some((record) => record.id === id);
}
