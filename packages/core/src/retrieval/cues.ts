import type { MemoryRecord } from "../contracts/index.ts";
import { foldedWords } from "./analyse.ts";
import { speakerOf, textOf } from "./document.ts";
import { type DateMention, dateFit, mentionedDates } from "./query-date.ts";
import type { Why } from "./recall.ts";

/** A cue that a single record gives by itself; `group` is scored with the words, and a judgement is somebody's word. */
export type Cue = Exclude<Why["cues"][number]["cue"], "group" | "judgement">;

/** What a query asks for beside its words. */
export interface QueryCues {
  readonly words: ReadonlySet<string>;
  readonly dates: readonly DateMention[];
  readonly asksDuration: boolean;
}

const durationQuestion = /\b(when|how long|since when|(what|which) (date|day|month|year|time))\b/i;
const timeWord = new RegExp(
  "\\b(yesterday|today|tonight|tomorrow|ago|since|last|next|week(end)?s?|days?|months?|years?|hours?|minutes?|" +
    "(mon|tues|wednes|thurs|fri|satur|sun)day|january|february|april|june|july|august|september|october|november|december|" +
    "(19|20)\\d\\d)\\b",
  "i",
);

/** Reads a query for cues; `now` in milliseconds since 1970 gives `yesterday` its meaning. */
export function readCues(query: string, now: number): QueryCues {
  return { words: new Set(foldedWords(query)), dates: mentionedDates(query, now), asksDuration: durationQuestion.test(query) };
}

/** How strongly each cue speaks for a record, 0 to 1; cues that say nothing are left out. `chat`: an agent talks in this memory. */
export function scoreCues(cues: QueryCues, record: MemoryRecord, chat: boolean): ReadonlyMap<Cue, number> {
  const scores = new Map<Cue, number>();
  const add = (cue: Cue, score: number): void => void (score > 0 && scores.set(cue, score));
  const text = textOf(record);
  add("speaker", namesSpeaker(cues.words, record) ? 1 : 0);
  add("date", dateFit(cues.dates, record.occurredAt ?? record.createdAt));
  add("duration", cues.asksDuration && timeWord.test(text) ? 1 : 0);
  add("question", record.kind === "message" && text.trimEnd().endsWith("?") ? 1 : 0);
  add("role", chat && !isAgentMessage(record) && !isToolMessage(record) ? 1 : 0);
  return scores;
}

/**
 * Whether an agent's model wrote this message. Roles alone do not tell: two people can be recorded as user and assistant.
 * Where no message is the agent's, the role prior is off.
 */
export function isAgentMessage(record: MemoryRecord): boolean {
  return record.kind === "message" && record.origin.channel === "agent";
}

function isToolMessage(record: MemoryRecord): boolean {
  return record.kind === "message" && record.origin.channel === "tool";
}

function namesSpeaker(words: ReadonlySet<string>, record: MemoryRecord): boolean {
  const speaker = record.kind === "message" ? speakerOf(record) : undefined;
  return speaker !== undefined && foldedWords(speaker).some((word) => words.has(word));
}
