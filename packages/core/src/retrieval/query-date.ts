import type { Instant } from "../contracts/index.ts";
import { monthNames } from "./calendar.ts";

/** A time a query names; `month` and `day` from 1. Parts that are not named are absent. */
export interface DateMention {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
}

const month = monthNames.map((name) => `${name}|${name.slice(0, name === "September" ? 4 : 3)}|${name.slice(0, 3)}`).join("|");
const iso = /\b((?:19|20)\d\d)-(\d\d)(?:-(\d\d))?\b/g;
const named = new RegExp(
  `(?:\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?)?\\b(${month})\\b\\.?(?:\\s+(\\d{1,2})(?:st|nd|rd|th)?\\b(?!\\d))?(?:,?\\s+(?:of\\s+)?((?:19|20)\\d\\d)\\b)?`,
  "gi",
);
const bareYear = /\b((?:19|20)\d\d)\b/g;
const dayMs = 86_400_000;

/** The months, years and days a query names, `yesterday` and the like by the clock. */
export function mentionedDates(query: string, now: number): readonly DateMention[] {
  const mentions: DateMention[] = [];
  const rest = query
    .replace(iso, (_, year: string, monthNumber: string, day?: string) => {
      mentions.push(mention(Number(year), Number(monthNumber), day));
      return " ";
    })
    .replace(named, (match: string, before: string | undefined, name: string, after: string | undefined, year: string | undefined) => {
      const day = before ?? after;
      if (!isMonth(name, query, day !== undefined || year !== undefined)) return match;
      mentions.push(mention(year === undefined ? undefined : Number(year), monthNumberOf(name), day));
      return " ";
    });
  for (const [, year] of rest.matchAll(bareYear)) mentions.push({ year: Number(year) });
  const daysAgo = /\byesterday\b/i.test(query) ? 1 : /\btoday\b/i.test(query) ? 0 : undefined;
  if (daysAgo !== undefined) mentions.push(partsOf(new Date(now - daysAgo * dayMs)));
  return mentions;
}

/**
 * How well a time fits what a query names, 0 to 1. What happened in a month is often told in the first days of the next,
 * which counts a little.
 */
export function dateFit(mentions: readonly DateMention[], instant: Instant): number {
  const told = new Date(instant);
  return mentions.reduce((best, one) => Math.max(best, fitsOf(one, told)), 0);
}

/** The time from the first to the last moment of a mention; undefined where its year is not named. */
export function rangeOf({ year, month: monthNumber, day }: DateMention): { readonly from: Instant; readonly below: Instant } | undefined {
  if (year === undefined) return undefined;
  const from = Date.UTC(year, (monthNumber ?? 1) - 1, day ?? 1);
  const below = day !== undefined ? from + dayMs : monthNumber !== undefined ? Date.UTC(year, monthNumber, 1) : Date.UTC(year + 1, 0, 1);
  return { from: new Date(from).toISOString(), below: new Date(below).toISOString() };
}

function fitsOf(mentioned: DateMention, told: Date): number {
  if (fits(mentioned, told)) return 1;
  const { day: _, ...wide } = mentioned;
  if (mentioned.month === undefined) return 0;
  if (fits(wide, told)) return 0.4;
  const monthBefore = new Date(Date.UTC(told.getUTCFullYear(), told.getUTCMonth() - 1, 1));
  return told.getUTCDate() <= 10 && fits(wide, monthBefore) ? 0.4 : 0;
}

function fits({ year, month: monthNumber, day }: DateMention, time: Date): boolean {
  const parts = partsOf(time);
  return (year ?? parts.year) === parts.year && (monthNumber ?? parts.month) === parts.month && (day ?? parts.day) === parts.day;
}

function partsOf(date: Date): Required<DateMention> {
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function mention(year: number | undefined, monthNumber: number, day: string | undefined): DateMention {
  return { ...(year !== undefined && { year }), month: monthNumber, ...(day !== undefined && { day: Number(day) }) };
}

function monthNumberOf(name: string): number {
  return monthNames.findIndex((one) => one.slice(0, 3).toLowerCase() === name.slice(0, 3).toLowerCase()) + 1;
}

/** "may" and "march" are verbs too: alone they count only with a capital that does not merely begin the sentence. */
function isMonth(name: string, query: string, hasFigure: boolean): boolean {
  return hasFigure || !/^(may|mar|march|dec|sep|jun)$/i.test(name) || (/^[A-Z]/.test(name) && !query.trimStart().startsWith(name));
}
