import { compareCodePoints } from "@pagefile/core/contracts";
import { refuse } from "../../expressions/refuse.ts";
import { isLike } from "./like.ts";

const maxText = 1_048_576;
const dayMs = 86_400_000;

type Value = string | number | null;
/** Gets and gives what SQLite has: texts, numbers, 1 and 0 for true and false. Never called with NULL. */
type Pure = (...values: never[]) => Value | boolean;

/** The functions that SQLite has not, or means otherwise. NULL for an argument gives NULL. */
export const strictFunctions: Readonly<Record<string, Pure>> = {
  lower: (text: string) => text.toLowerCase(),
  upper: (text: string) => text.toUpperCase(),
  trim: (text: string, characters?: string) => trimmed(text, characters, { start: true, end: true }),
  ltrim: (text: string, characters?: string) => trimmed(text, characters, { start: true, end: false }),
  rtrim: (text: string, characters?: string) => trimmed(text, characters, { start: false, end: true }),
  substr: (text: string, from: number, length = Number.POSITIVE_INFINITY) =>
    [...text].slice(Math.max(1, from) - 1, Math.max(1, from + length) - 1).join(""),
  replace: (text: string, old: string, by: string) => {
    const parts = old === "" ? [text] : text.split(old);
    bounded(text.length + (parts.length - 1) * by.length);
    return parts.join(by);
  },
  strpos: (text: string, part: string) => (text.includes(part) ? [...text.slice(0, text.indexOf(part))].length + 1 : 0),
  left: (text: string, count: number) => [...text].slice(0, count).join(""),
  right: (text: string, count: number) => (count === 0 ? "" : [...text].slice(-count).join("")),
  starts_with: (text: string, part: string) => text.startsWith(part),
  concat: (a: string, b: string) => {
    bounded(a.length + b.length);
    return a + b;
  },
  like: (text: string, pattern: string, escape: string) => isLike(text, pattern, escape),
  ilike: (text: string, pattern: string, escape: string) => isLike(text.toLowerCase(), pattern.toLowerCase(), escape.toLowerCase()),
  round: (number: number, digits = 0) => rounded(number, digits),
  ceil: (number: number) => Math.ceil(number),
  floor: (number: number) => Math.floor(number),
  trunc: (number: number) => Math.trunc(number),
  sign: (number: number) => Math.sign(number),
  sqrt: (number: number) => (number < 0 ? refuse("A negative number has no square root.") : Math.sqrt(number)),
  power: (base: number, exponent: number) => finite(base ** exponent) ?? refuse("A power in the query is no number that can be kept."),
  mod: (number: number, by: number) => finite(number % by),
  number: (text: string) => (isNumber.test(text.trim()) ? Number(text) : refuse(`${JSON.stringify(text.slice(0, 80))} is no number.`)),
  text_of_number: (number: number) => String(number),
  text_of_boolean: (value: number) => (value === 1 ? "true" : "false"),
  shift: (time: string, amount: number, unit: string) => shifted(new Date(time), amount, unit),
  day_of_week: (time: string) => new Date(time).getUTCDay(),
  day_number: (date: string) => Math.floor(Date.parse(date) / dayMs),
  date_of_day_number: (days: number) => isoOf(new Date(Math.floor(days) * dayMs)).slice(0, 10),
};

/** Those that pass NULL over. */
export const lenientFunctions: Readonly<Record<string, (...values: Value[]) => Value>> = {
  join: (...texts) => {
    bounded(texts.reduce<number>((sum, text) => sum + String(text ?? "").length, 0));
    return texts.map((text) => text ?? "").join("");
  },
  greatest: (...values) => values.reduce((a, b) => (b === null || (a !== null && compare(a, b) >= 0) ? a : b), null),
  least: (...values) => values.reduce((a, b) => (b === null || (a !== null && compare(a, b) <= 0) ? a : b), null),
};

const isNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** What a text that is being put together may become. @throws PagefileError STORE_REJECTED */
export function bounded(length: number): void {
  if (length > maxText) refuse(`A text in the query would have ${length} characters, more than ${maxText}.`);
}

function compare(a: string | number, b: string | number): number {
  return typeof a === "number" && typeof b === "number" ? a - b : compareCodePoints(String(a), String(b));
}

function trimmed(text: string, characters: string | undefined, at: { readonly start: boolean; readonly end: boolean }): string {
  const [out, letters] = [new Set(characters ?? " "), [...text]];
  let [from, to] = [0, letters.length];
  while (at.start && from < to && out.has(letters[from] ?? "")) from += 1;
  while (at.end && to > from && out.has(letters[to - 1] ?? "")) to -= 1;
  return letters.slice(from, to).join("");
}

/** Halves away from zero, of the number as it is written. */
function rounded(number: number, digits: number): number {
  const places = Math.max(-300, Math.min(300, Math.trunc(digits)));
  const [mantissa = "0", exponent = "0"] = String(Math.abs(number)).split("e");
  const whole = Math.round(Number(`${mantissa}e${Number(exponent) + places}`));
  const [digitsOfWhole = "0", power = "0"] = String(whole).split("e");
  const result = Number(`${digitsOfWhole}e${Number(power) - places}`);
  return Number.isFinite(result) ? Math.sign(number) * result : number;
}

function finite(number: number): number | null {
  return Number.isFinite(number) ? number : null;
}

/** The last day of a month that has not as many. */
function shifted(time: Date, amount: number, unit: string): string {
  const ms = { second: 1_000, minute: 60_000, hour: 3_600_000, day: dayMs }[unit];
  if (ms !== undefined) return isoOf(new Date(time.getTime() + amount * ms));
  const months = unit === "year" ? amount * 12 : amount;
  const first = new Date(time);
  first.setUTCDate(1);
  first.setUTCMonth(first.getUTCMonth() + months);
  const days = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(time.getUTCDate(), days));
  return isoOf(first);
}

function isoOf(date: Date): string {
  const text = Number.isNaN(date.getTime()) ? "" : date.toISOString();
  return text.length === 24 ? text : refuse("A time in the query is before the year 0 or after 9999.");
}
