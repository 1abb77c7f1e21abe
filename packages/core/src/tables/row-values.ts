import { type ColumnType, type JsonValue, PagefileError, type TableBody } from "../contracts/index.ts";
import { isPlainObject } from "../memory/clean-body.ts";
import { cleanText, kindOf } from "../memory/clean-text.ts";
import { toInstant } from "../memory/instant.ts";
import { nearestName } from "../turn/nearest-name.ts";
import { keyColumn } from "./table-name.ts";

/**
 * The values of a row as they are kept, in the order of the columns; absent ones are left out.
 * @throws PagefileError RECORD_INVALID, naming the column, its type and what came
 */
export function rowValues(table: TableBody, given: unknown): Readonly<Record<string, JsonValue>> {
  if (!isPlainObject(given)) throw new PagefileError("RECORD_INVALID", `A row's values are an object of columns, not ${kindOf(given)}.`);
  const values = new Map(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
  for (const name of values.keys()) if (table.columns.every((column) => column.name !== name)) throw unknownColumn(table, name);
  const kept = table.columns.flatMap(({ name, type }) => {
    const value = values.get(name) ?? null;
    return value === null ? [] : [[name, cleanValue(value, { type, what: `Column ${name} of table ${table.name}` })] as const];
  });
  return Object.fromEntries(kept);
}

function cleanValue(value: unknown, { type, what }: { readonly type: ColumnType; readonly what: string }): JsonValue {
  if (type === "text" && typeof value === "string") return cleanText(what, value);
  if (type === "number" && typeof value === "number" && Number.isFinite(value)) return value === 0 ? 0 : value;
  if (type === "boolean" && typeof value === "boolean") return value;
  if (type === "time" && (typeof value === "string" || value instanceof Date)) return toInstant(what, value);
  throw new PagefileError("RECORD_INVALID", `${what} is ${wanted[type]}; got ${shown(value)}.`);
}

const wanted: Record<ColumnType, string> = {
  text: 'a text, "in quotes"',
  number: "a number, without quotes",
  boolean: "true or false, without quotes",
  time: 'a time, such as "2026-05-03" or "2026-05-03T10:00:00Z"',
};

function shown(value: unknown): string {
  if (typeof value === "string") return `the text ${JSON.stringify(value.slice(0, 80))}`;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : kindOf(value);
}

function unknownColumn({ name: table, columns }: TableBody, name: string): PagefileError {
  const names = columns.map((column) => column.name);
  const shownName = JSON.stringify(name.slice(0, 80));
  if (name === keyColumn) {
    return new PagefileError(
      "RECORD_INVALID",
      `${shownName} is no column of table ${table}: it names the row and stands beside its values.`,
    );
  }
  const nearest = nearestName(name, names);
  const meant = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
  return new PagefileError(
    "RECORD_INVALID",
    `Table ${table} has no column ${shownName}.${meant} It has ${names.join(", ")}; to have more, define it again with them.`,
  );
}
