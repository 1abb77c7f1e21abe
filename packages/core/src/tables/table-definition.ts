import {
  columnTypes,
  type JsonObject,
  type ListPage,
  type MemoryRecord,
  PagefileError,
  type TableBody,
  type TableColumn,
} from "../contracts/index.ts";
import { isPlainObject } from "../memory/clean-body.ts";
import { cleanText, kindOf } from "../memory/clean-text.ts";
import { withinLimit } from "../memory/limits.ts";
import { columnName, definitionCollection } from "./table-name.ts";
import type { TableDefinition } from "./tables.ts";

/** Every definition of a space, by name. */
export const definitionPage: ListPage = { kind: "row", collection: definitionCollection, by: "key", limit: 1_000 };

const maxColumns = 100;
const maxDescription = 500;

/**
 * The definition that results from a new one over the one that is there.
 * @throws PagefileError RECORD_INVALID where a column would be left out or change its type, LIMIT_EXCEEDED
 */
export function definedAs(name: string, { description, columns }: TableDefinition, before: TableBody | undefined): TableBody {
  const clean = cleanColumns(columns);
  for (const { name: column, type } of before?.columns ?? []) {
    const now = clean.find((one) => one.name === column);
    if (now?.type === type) continue;
    const fault = now === undefined ? `Column ${column} is missing` : `Column ${column} would change from ${type} to ${now.type}`;
    const rule = "A table keeps its columns and their types; only new ones can be added";
    const advice =
      now === undefined
        ? `Repeat it, as ${column} ${type}`
        : `Add a column of another name, or define another table and put the rows there`;
    throw new PagefileError("RECORD_INVALID", `${fault} in table ${name}. ${rule}. ${advice}.`);
  }
  const added = clean.filter((column) => before?.columns.every((one) => one.name !== column.name) ?? true);
  const text = description === undefined ? before?.description : cleanText("The description", description);
  withinLimit("The length of the description", text?.length ?? 0, maxDescription);
  return { name, ...(text === undefined ? {} : { description: text }), columns: [...(before?.columns ?? []), ...added] };
}

/** The table a record defines; undefined for a record that defines none. */
export function definitionOf({ body }: MemoryRecord): TableBody | undefined {
  return isDefinition(body) ? body : undefined;
}

function isDefinition(body: JsonObject | Uint8Array): body is TableBody {
  return !(body instanceof Uint8Array) && typeof body["name"] === "string" && Array.isArray(body["columns"]);
}

/** `people(name text, age number): who I know`. */
export function showTable({ name, description, columns }: TableBody): string {
  const text = `${name}(${columns.map((column) => `${column.name} ${column.type}`).join(", ")})`;
  return description === undefined || description === "" ? text : `${text}: ${description}`;
}

function cleanColumns(given: unknown): readonly TableColumn[] {
  if (!Array.isArray(given) || given.length === 0)
    throw new PagefileError("RECORD_INVALID", `A table has a list of columns, each {"name", "type"}; got ${kindOf(given)}.`);
  withinLimit("The number of columns", given.length, maxColumns);
  const columns = given.map(cleanColumn);
  const twice = columns.find(({ name }, at) => columns.findIndex((column) => column.name === name) !== at);
  if (twice === undefined) return columns;
  throw new PagefileError("RECORD_INVALID", `Column ${twice.name} is there twice; capitals do not tell names apart.`);
}

function cleanColumn(given: unknown): TableColumn {
  const { name: wanted, type: asked }: Record<string, unknown> = isPlainObject(given) ? given : {};
  const name = columnName(wanted);
  const type = columnTypes.find((known) => known === asked);
  if (type !== undefined) return { name, type };
  throw new PagefileError(
    "RECORD_INVALID",
    `Column ${name} has the type ${JSON.stringify(asked) ?? "nothing"}; a type is one of ${columnTypes.join(", ")}.`,
  );
}
