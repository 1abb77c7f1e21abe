import { type ChatModel, type ChatRequest, type MemoryRecord, PagefileError } from "../contracts/index.ts";
import { messageTokens } from "./chat-size.ts";
import { cutText } from "./cut-text.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import { messageBody, toldBy } from "./message-body.ts";

/** How a summariser is asked; the offline model knows its role by it. */
export const summariserInstructions: string = [
  "You keep the summary of a long conversation. Write one new summary of the summary so far and the messages that follow it.",
  "Keep who, what, where, when, decisions, plans and open questions. Copy names, numbers, dates and identifiers exactly.",
  "Leave out greetings and repetition. Write short plain sentences, newest facts last, and nothing else.",
].join("\n");

export interface SummariseOptions {
  readonly model: ChatModel;
  /** The summary so far; empty at first. */
  readonly previous: string;
  /** Messages that leave the queue, oldest first. */
  readonly messages: readonly MemoryRecord[];
  /** Tokens of the new summary. */
  readonly tokens: number;
  /** Tokens of one request. */
  readonly promptTokens: number;
  readonly signal?: AbortSignal;
}

export interface NewSummary {
  readonly text: string;
  /** False when the summariser failed and the text was only cut. */
  readonly summarised: boolean;
}

/** Rounds of one eviction; what is beyond them is cut. */
const mostRounds = 4;

/** The recursive summary. When the model fails, the text is cut with a marker, never dropped without a word. */
export async function summarise(options: SummariseOptions): Promise<NewSummary> {
  const { previous, messages, tokens, promptTokens } = options;
  const fixed = messageTokens({ role: "system", text: summariserInstructions }) + tokens + 60;
  const chunks = chunkLines(messages.map(line), Math.max(60, promptTokens - fixed));
  let text = previous;
  try {
    for (const chunk of chunks.slice(0, mostRounds)) text = await askSummary(options, text, chunk);
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!(error instanceof Error)) throw error;
    return { text: cutDown(previous, chunks.join("\n"), tokens), summarised: false };
  }
  const rest = chunks.slice(mostRounds).join("\n");
  const sources = [...messages.map((record) => messageBody(record).text), previous];
  return { text: keepIdentifiers(rest === "" ? text : cutDown(text, rest, tokens), sources, tokens), summarised: true };
}

async function askSummary(options: SummariseOptions, previous: string, chunk: string): Promise<string> {
  const { model, tokens, signal } = options;
  const text = `Summary so far:\n${previous === "" ? "(none)" : cutText(previous, tokens, "")}\n\nMessages:\n${chunk}\n\nWrite the new summary in at most ${Math.ceil(tokens * 0.6)} words.`;
  const request: ChatRequest = {
    messages: [
      { role: "system", text: summariserInstructions },
      { role: "user", text },
    ],
    maxOutputTokens: tokens,
    temperature: 0,
  };
  let answer = "";
  for await (const event of model.stream(request, signal === undefined ? {} : { signal })) {
    if (event.type === "text-delta") answer += event.text;
    // A summary that does not end is cut where it would no longer fit.
    if (event.type === "finish" || answer.length > tokens * 8) break;
  }
  const clean = answer.replaceAll("\0", "").toWellFormed().trim();
  if (clean === "") throw new PagefileError("MODEL_RESPONSE_INVALID", "The summary is empty.");
  return cutText(clean, tokens, "Search the conversation for the rest");
}

/** Both the old and the new stay, each cut to its half. */
function cutDown(previous: string, added: string, tokens: number): string {
  const how = "Not summarised; search the conversation for it";
  const half = Math.floor(tokens / 2);
  const old = previous === "" ? "" : `${cutText(previous, half, how)}\n`;
  return `${old}${cutText(added, tokens - estimateTokens(old), how)}`;
}

/** Addresses, numbers of several digits and the like must survive word for word: those a summary lost are put after it. */
function keepIdentifiers(text: string, sources: readonly string[], tokens: number): string {
  const found = sources.flatMap((source) =>
    source
      .slice(0, 20_000)
      .split(/[\s,;"'<>()[\]{}]+/)
      .map((word) => word.replace(/[.!?:]+$/, ""))
      .filter(isIdentifier),
  );
  const lost = [...new Set(found)].filter((item) => !text.includes(item));
  const room = Math.max(0, tokens - estimateTokens(text) - 8);
  const kept: string[] = [];
  let used = 0;
  for (const item of lost) {
    used += estimateTokens(item) + 1;
    if (used > room) break;
    kept.push(item);
  }
  return kept.length === 0 ? text : `${text}\nAlso mentioned: ${kept.join(", ")}`;
}

/** An address, a link, or a word with digits in it. Judged word by word, so that no text can make it slow. */
function isIdentifier(word: string): boolean {
  if (word.length < 4 || word.length > 80) return false;
  return /^https?:\/\//.test(word) || /^[^@]+@[^@]+\.\w+$/.test(word) || (/\d/.test(word) && (/[A-Za-z]/.test(word) || /\d{5}/.test(word)));
}

function line(record: MemoryRecord): string {
  const body = messageBody(record);
  const { role, speaker, calls = [] } = body;
  const when = (record.occurredAt ?? record.createdAt).slice(0, 10);
  const parts = [toldBy(body), ...calls.map((call) => `(calls ${call.name} ${JSON.stringify(call.arguments)})`)];
  return cutText(`[${when}] ${speaker ?? role}: ${parts.filter((part) => part !== "").join(" ")}`, 400, "");
}

function chunkLines(lines: readonly string[], tokens: number): readonly string[] {
  const chunks: string[] = [];
  let chunk = "";
  let used = 0;
  for (const text of lines) {
    const fitting = cutText(text, tokens, "");
    const cost = estimateTokens(fitting) + 1;
    if (used + cost > tokens && chunk !== "") {
      chunks.push(chunk);
      chunk = "";
      used = 0;
    }
    chunk += chunk === "" ? fitting : `\n${fitting}`;
    used += cost;
  }
  return chunk === "" ? chunks : [...chunks, chunk];
}
