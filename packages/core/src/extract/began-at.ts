import type { Instant } from "../contracts/index.ts";
import { type DateMention, mentionedDates, rangeOf } from "../retrieval/query-date.ts";

const dayMs = 86_400_000;
const counts: Readonly<Record<string, number>> = { a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, ten: 10, last: 1 };
const ago = new RegExp(`\\b(?:(?<count>\\d{1,3}|${Object.keys(counts).join("|")})\\s+(?<unit>day|week|month|year)s?\\s+ago)\\b`, "i");
const last = /\blast\s+(?<unit>week|month|year)\b/i;

/**
 * When something told at a time began, by what the telling says: a day, month or year, its first moment; where no year is
 * named, the last such day or month before. Undefined where no time is named, several are, or one that is still to come.
 */
export function beganAt(text: string, told: Instant): Instant | undefined {
  const now = Date.parse(told);
  const dates = mentionedDates(text, now).map((mention) => startOf(mention, new Date(now)));
  const relative = relativeStart(text, new Date(now));
  const starts = [...dates, ...(relative === undefined ? [] : [relative])];
  const [start] = starts;
  if (start === undefined || starts.length > 1 || start > told) return undefined;
  return start;
}

/** A year that is not named is the newest that puts the mention into the past. */
function startOf(mention: DateMention, told: Date): Instant | undefined {
  const year = told.getUTCFullYear();
  const years = mention.year === undefined ? [year, year - 1] : [mention.year];
  return years
    .map((one) => rangeOf({ ...mention, year: one })?.from)
    .find((from) => from !== undefined && (mention.year !== undefined || Date.parse(from) <= told.getTime()));
}

/** "last year" is a year by the calendar, "two weeks ago" a day. */
function relativeStart(text: string, told: Date): Instant | undefined {
  const { groups } = ago.exec(text) ?? last.exec(text) ?? {};
  if (groups === undefined) return undefined;
  const count = groups["count"] === undefined ? 1 : (counts[groups["count"].toLowerCase()] ?? Number(groups["count"]));
  const [year, month] = [told.getUTCFullYear(), told.getUTCMonth()];
  if (groups["unit"]?.toLowerCase() === "year") return new Date(Date.UTC(year - count, 0, 1)).toISOString();
  if (groups["unit"]?.toLowerCase() === "month") return new Date(Date.UTC(year, month - count, 1)).toISOString();
  const days = groups["unit"]?.toLowerCase() === "week" ? count * 7 : count;
  return new Date(Math.floor((told.getTime() - days * dayMs) / dayMs) * dayMs).toISOString();
}
