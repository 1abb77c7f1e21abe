import type { MemoryRecord } from "@pagefile/core/contracts";
import type { TableView } from "../protocol/tables.ts";
import { textOf } from "./record-text.ts";

/** A table as its record defines it; undefined for one that does not. */
export function shownTable({ body }: MemoryRecord): TableView | undefined {
  if (body instanceof Uint8Array || !Array.isArray(body["columns"])) return undefined;
  const columns = body["columns"].flatMap((column: unknown) => {
    const { name, type } = (column ?? {}) as { readonly name?: unknown; readonly type?: unknown };
    return typeof name === "string" && typeof type === "string" ? [{ name, type }] : [];
  });
  const description = textOf(body, "description");
  return { name: textOf(body, "name"), columns, ...(description !== "" && { description }) };
}
