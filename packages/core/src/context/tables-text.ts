import type { TableBody } from "../contracts/index.ts";
import { showTable } from "../tables/table-definition.ts";
import { cutText } from "./cut-text.ts";

const maxTokens = 400;

/** The tables there are, as the model sees them beside its standing instructions; empty without any. */
export function tablesText(tables: readonly TableBody[]): string {
  if (tables.length === 0) return "";
  const list = tables.map((table) => `- ${showTable(table)}`).join("\n");
  return `\nYour tables, for table_query and table_put:\n${cutText(list, maxTokens, "table_query names the others when it is asked for one that is not there")}`;
}
