import type { Instant } from "../contracts/index.ts";
import { monthNames } from "./calendar.ts";

/** A time a query names; `month` and `day` from 1. Parts that are not named are absent. */
export interface DateMention {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
}

const month = monthNames.map((name) => `${name}|${name.slice(0, name === "September" ? 4 : 3)}|${name.slice(0, 3)}`).join("|");
const iso = /\b(?<year>(?:19|20)\d\d)-(?<month>\d\d)(?:-(?<day>\d\d))?\b/g;
const figure = "(\\d{1,2})(?:st|nd|rd|th)?";
const named = new RegExp(
  `(?:\\b(?<before>${figure})\\s+(?:of\\s+)?)?\\b(?<month>${month})\\b\\.?(?:\\s+(?<after>${figure})\\b(?!\\d))?(?:,?\\s+(?:of\\s+)?(?<year>(?:19|20)\\d\\d)\\b)?`,
  "gi",
);
const bareYear = /\b((?:19|20)\d\d)\b/g;
const dayMs = 86_400_000;

/** The months, years and days a query names, `yesterday` and the like by the clock. */
export function mentionedDates(query: string, now: number): readonly DateMention[] {
  const numeric = [...query.matchAll(iso)];
  const spelled = [...query.replace(iso, " ").matchAll(named)].filter((match) => isMonth(match, query));
  const rest = [...numeric, ...spelled].reduce((text, [matched]) => text.replace(matched, " "), query);
  const mentions = [
    ...numeric.map(({ groups = {} }) => mention(groups, Number(groups["month"]))),
    ...spelled.map(({ groups = {} }) =>
      mention({ ...groups, day: groups["before"] ?? groups["after"] }, monthNumberOf(groups["month"] ?? "")),
    ),
    ...[...rest.matchAll(bareYear)].map(([, year]): DateMention => ({ year: Number(year) })),
  ];
  const daysAgo = /\byesterday\b/i.test(query) ? 1 : /\btoday\b/i.test(query) ? 0 : undefined;
  return daysAgo === undefined ? mentions : [...mentions, partsOf(new Date(now - daysAgo * dayMs))];
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

function mention({ year, day }: Readonly<Record<string, string | undefined>>, monthNumber: number): DateMention {
  return {
    ...(year !== undefined && { year: Number(year) }),
    month: monthNumber,
    ...(day !== undefined && { day: Number.parseInt(day, 10) }),
  };
}

function monthNumberOf(name: string): number {
  return monthNames.findIndex((one) => one.slice(0, 3).toLowerCase() === name.slice(0, 3).toLowerCase()) + 1;
}

/** "may" and "march" are verbs too: alone they count only with a capital that does not merely begin the sentence. */
function isMonth({ groups = {} }: RegExpExecArray, query: string): boolean {
  const { month: name = "", before, after, year } = groups;
  if (before !== undefined || after !== undefined || year !== undefined) return true;
  return !/^(may|mar|march|dec|sep|jun)$/i.test(name) || (/^[A-Z]/.test(name) && !query.trimStart().startsWith(name));
}
