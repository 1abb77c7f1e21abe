import type { Dialect, FunctionName } from "../../expressions/dialect.ts";

/** Functions that SQLite has itself, with the same meaning. */
const own: ReadonlySet<FunctionName> = new Set<FunctionName>([
  ...(["length", "abs", "count", "sum", "avg", "min", "max"] as const),
  ...(["row_number", "rank", "dense_rank", "lag", "lead", "first_value", "last_value"] as const),
]);

/** Compiled queries in SQLite's SQL; what SQLite has not is a function of `sqlite-functions.ts`, by its name after `p_`. */
export const sqliteDialect: Dialect = {
  unlimited: "-1",
  parameter: (number) => `?${number}`,
  distinct: (a, b) => `(${a} IS NOT ${b})`,
  guard: (column) => `p_tick(${column})`,
  call(name, args) {
    const list = args.join(", ");
    if (name === "divide") return `(${args.join(" * 1.0 / ")})`;
    if (name === "bool_and") return `min(${list})`;
    if (name === "bool_or") return `max(${list})`;
    if (name === "now") return "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";
    return `${own.has(name) ? name : `p_${name}`}(${list})`;
  },
};
