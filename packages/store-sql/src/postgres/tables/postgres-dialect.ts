import type { Dialect, FunctionName } from "../../expressions/dialect.ts";

type Emit = (...args: string[]) => string;

const instant = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
/** Longer texts are cut, so that doubling one cannot fill the server's memory. */
const maxText = 1_048_576;

const plain = (sql: string): string => `(${sql} COLLATE "C")`;
const folded = (by: "lower" | "upper", text: string): string => plain(`${by}(${text} COLLATE "default")`);
const utc = (time: string): string => `(${time}::timestamptz AT TIME ZONE 'UTC')`;

/** What Postgres calls or means otherwise. Numbers are float8, and texts have the order of their bytes. */
const emitted: Partial<Record<FunctionName, Emit>> = {
  lower: (text) => folded("lower", text ?? ""),
  upper: (text) => folded("upper", text ?? ""),
  length: (text) => `length(${text})::float8`,
  trim: (...args) => `btrim(${args.join(", ")})`,
  substr: (text, from, length) =>
    length === undefined ? `substr(${text}, ${from}::int)` : `substr(${text}, ${from}::int, greatest(${length}, 0)::int)`,
  strpos: (text, part) => `strpos(${text}, ${part})::float8`,
  left: (text, count) => `left(${text}, ${count}::int)`,
  right: (text, count) => `right(${text}, ${count}::int)`,
  concat: (a, b) => `left(${a} || ${b}, ${maxText})`,
  join: (...args) => plain(`left(concat(${args.join(", ")}), ${maxText})`),
  replace: (...args) => `left(replace(${args.join(", ")}), ${maxText})`,
  like: (text, pattern, escape) => `(${text} LIKE ${pattern} ESCAPE ${escape})`,
  ilike: (text, pattern, escape) => `(${folded("lower", text ?? "")} LIKE ${folded("lower", pattern ?? "")} ESCAPE ${escape})`,
  round: (number, digits = "0") => `round(${number}::numeric, ${digits}::int)::float8`,
  mod: (number, by) => `mod(${number}::numeric, nullif(${by}, 0)::numeric)::float8`,
  divide: (number, by) => `(${number}::float8 / nullif(${by}, 0))`,
  number: (text) => `${text}::float8`,
  text_of_number: (number) => plain(`${number}::float8::text`),
  text_of_boolean: (value) => plain(`${value}::text`),
  now: () => plain(`to_char(now() AT TIME ZONE 'UTC', ${instant})`),
  shift: (time, amount, unit) => plain(`to_char(${utc(time ?? "")} + ${amount} * ('1 ' || ${unit})::interval, ${instant})`),
  day_of_week: (time) => `extract(dow FROM ${utc(time ?? "")})::float8`,
  day_number: (date) => `(${date}::date - DATE '1970-01-01')::float8`,
  date_of_day_number: (days) => plain(`to_char(DATE '1970-01-01' + floor(${days})::int, 'YYYY-MM-DD')`),
  lag: (value, by) => `lag(${value}${by === undefined ? "" : `, ${by}::int`})`,
  lead: (value, by) => `lead(${value}${by === undefined ? "" : `, ${by}::int`})`,
};

/** Compiled queries in Postgres' SQL. */
export const postgresDialect: Dialect = {
  unlimited: "ALL",
  parameter: (number, type) => (type === "number" ? `$${number}::float8` : plain(`$${number}::text`)),
  distinct: (a, b) => `(${a} IS DISTINCT FROM ${b})`,
  call: (name, args) => emitted[name]?.(...args) ?? `${name}(${args.join(", ")})`,
};
