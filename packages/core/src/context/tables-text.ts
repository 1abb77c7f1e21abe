import type { MemoryRecord } from "../contracts/index.ts";
import { definitionOf, showTable } from "../tables/table-definition.ts";
import { cutText } from "./cut-text.ts";

const maxTokens = 400;

/** The tables that records define, as the model sees them beside its standing instructions; empty without any. */
export function tablesText(definitions: readonly MemoryRecord[]): string {
  const tables = definitions.map(definitionOf).filter((table) => table !== undefined);
  if (tables.length === 0) return "";
  const list = tables.map((table) => `- ${showTable(table)}`).join("\n");
  return `\nYour tables, for table_query and table_put:\n${cutText(list, maxTokens, "table_query names the others when it is asked for one that is not there")}`;
}
