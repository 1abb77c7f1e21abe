import type { Compilation } from "./compilation.ts";
import { refuse } from "./refuse.ts";
import type { Expression } from "./value-type.ts";

const units = ["second", "minute", "hour", "day", "week", "month", "year"] as const;
const form = /^([+-]?\d{1,9}) +(second|minute|hour|day|week|month|year)s?$/;

/** `7 days`. Only what is written out. */
export function intervalOf({ literal }: Expression): Expression {
  if (typeof literal === "string" && form.test(literal.trim())) return { sql: "", type: "interval", literal: literal.trim() };
  return refuse(`An interval is a number and one of ${units.join(", ")}, for example interval '7 days'.`);
}

/** A time moved by an interval. */
export function shift(time: Expression, interval: string, { compilation, back }: { compilation: Compilation; back: boolean }): Expression {
  const [, amount = "0", unit = "day"] =
    form.exec(interval.trim()) ?? refuse(`${JSON.stringify(interval)} is no interval such as '7 days'.`);
  const [number, of] = unit === "week" ? [Number(amount) * 7, "day"] : [Number(amount), unit];
  const moved = compilation.call(
    "shift",
    compilation.as(time, "time", "An interval"),
    compilation.value(back ? -number : number),
    compilation.value(of),
  );
  return { sql: moved, type: "time" };
}

/** Time and interval, date and number of days; undefined where neither side is a date. */
export function dateArithmetic(
  operator: string,
  [a, b]: readonly [Expression, Expression],
  compilation: Compilation,
): Expression | undefined {
  const dated = (one: Expression): boolean => one.type === "time" || one.type === "date";
  const added = operator === "+" || operator === "-";
  if (!added || !(dated(a) || dated(b) || b.type === "interval")) return undefined;
  if (b.type === "interval") return shift(a, String(b.literal), { compilation, back: operator === "-" });
  if (a.type === "interval" && operator === "+") return shift(b, String(a.literal), { compilation, back: false });
  const day = (one: Expression): string => compilation.call("day_number", compilation.as(one, "date", "The difference of dates"));
  if (operator === "-" && a.type === "date" && (b.type === "date" || typeof b.literal === "string")) {
    return { sql: `(${day(a)} - ${day(b)})`, type: "number" };
  }
  if (a.type === "date" && b.type === "number") {
    return { sql: compilation.call("date_of_day_number", `(${day(a)} ${operator} ${b.sql})`), type: "date" };
  }
  return refuse("Between times write date(a) - date(b), which is a number of days, or add an interval such as interval '7 days'.");
}

/** Where each part of a time stands in its text. */
const parts = {
  year: [1, 4],
  month: [6, 2],
  day: [9, 2],
  hour: [12, 2],
  minute: [15, 2],
  second: [18, 2],
} as const;
type Part = keyof typeof parts;

function isPart(name: string): name is Part {
  return Object.hasOwn(parts, name);
}

function textOfPart(time: string, part: Part, compilation: Compilation): string {
  const [from, length] = parts[part];
  return compilation.call("substr", time, compilation.value(from), compilation.value(length));
}

/** extract and date_part. */
export function datePart(part: string, time: Expression, compilation: Compilation): Expression {
  const name = part.toLowerCase();
  const sql = compilation.as(time, "time", "extract");
  if (isPart(name)) return { sql: compilation.call("number", textOfPart(sql, name, compilation)), type: "number" };
  if (name === "dow") return { sql: compilation.call("day_of_week", sql), type: "number" };
  return refuse(`The parts of a time are ${Object.keys(parts).join(", ")} and dow, the day of the week from 0 for Sunday.`);
}

export function dateTrunc(part: string, time: Expression, compilation: Compilation): Expression {
  const name = part.toLowerCase();
  if (!isPart(name)) return refuse(`date_trunc cuts to ${Object.keys(parts).join(", ")}.`);
  const end = parts[name][0] + parts[name][1] - 1;
  const kept = compilation.call("left", compilation.as(time, "time", "date_trunc"), compilation.value(end));
  return { sql: compilation.call("concat", kept, compilation.value("0000-01-01T00:00:00.000Z".slice(end))), type: "time" };
}

const formats: Record<"strftime" | "to_char", readonly (readonly [string, Part | "date"])[]> = {
  strftime: [
    ["%Y", "year"],
    ["%m", "month"],
    ["%d", "day"],
    ["%H", "hour"],
    ["%M", "minute"],
    ["%S", "second"],
  ],
  to_char: [
    ["YYYY", "year"],
    ["MM", "month"],
    ["DD", "day"],
    ["HH24", "hour"],
    ["MI", "minute"],
    ["SS", "second"],
  ],
};

/** strftime('%Y-%m', t) and to_char(t, 'YYYY-MM'). */
export function formatTime(by: "strftime" | "to_char", of: { format: Expression; time: Expression }, compilation: Compilation): Expression {
  const { format, time } = of;
  if (typeof format.literal !== "string") return refuse(`${by} takes a format that is written out.`);
  const known = formats[by];
  const pattern = new RegExp(known.map(([token]) => token).join("|"), "g");
  const left = format.literal.replaceAll(pattern, "");
  if (/[A-Za-z%]/.test(left)) return refuse(`${by} knows ${known.map(([token]) => token).join(" ")} and signs between them.`);
  const sql = compilation.as(time, "time", by);
  const pieces = format.literal.split(new RegExp(`(${pattern.source})`)).filter((piece) => piece !== "");
  const texts = pieces.map((piece) => {
    const part = known.find(([token]) => token === piece)?.[1];
    return part === undefined || part === "date" ? compilation.value(piece) : textOfPart(sql, part, compilation);
  });
  return { sql: texts.reduce((whole, text) => compilation.call("concat", whole, text)), type: "text" };
}
