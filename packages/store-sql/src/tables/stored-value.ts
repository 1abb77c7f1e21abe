import type { ColumnType, JsonObject, JsonValue, MemoryRecord, SqlQuery } from "@pagefile/core/contracts";
import { asInstant } from "../expressions/value-type.ts";

export type Cell = string | number | boolean | null;

/** A row as it stands in a table: its key, then a value for each column, NULL for what is absent or of another type. */
export function cellsOf({ key = "", body }: MemoryRecord, { columns }: SqlQuery["tables"][number]): readonly Cell[] {
  const values: JsonValue | undefined = body instanceof Uint8Array ? undefined : body["values"];
  const given: JsonObject = typeof values === "object" && values !== null && !Array.isArray(values) ? (values as JsonObject) : {};
  return [key, ...columns.map(({ name, type }) => cellOf(Object.hasOwn(given, name) ? given[name] : null, type))];
}

function cellOf(value: JsonValue | undefined, type: ColumnType): Cell {
  if (type === "time") return typeof value === "string" ? (asInstant(value) ?? null) : null;
  const wanted = type === "text" ? "string" : type;
  return typeof value === wanted ? (value as Cell) : null;
}

/** For engines without booleans. */
export function valueIn(cell: Cell): string | number | null {
  return typeof cell === "boolean" ? Number(cell) : cell;
}
