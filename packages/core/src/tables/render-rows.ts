import { estimateTokens } from "../context/estimate-tokens.ts";
import type { JsonValue, SqlResult } from "../contracts/index.ts";

const cellLength = 500;

/** As many rows as fit a budget, a line each under the names of the columns, and how many there are in all. */
export function renderRows({ columns, rows, total }: SqlResult, budgetTokens: number): { readonly text: string; readonly shown: number } {
  const head = columns.join(" | ");
  const lines: string[] = [];
  let left = budgetTokens - estimateTokens(`${head}\n`) - lastLineTokens;
  for (const row of rows) {
    const line = row.map(cell).join(" | ");
    left -= estimateTokens(`${line}\n`);
    if (left < 0) break;
    lines.push(line);
  }
  return { text: [head, ...lines, lastLine(lines.length, total)].join("\n"), shown: lines.length };
}

const lastLineTokens = 30;

function lastLine(shown: number, total: number): string {
  if (shown === total) return `${total} ${total === 1 ? "row" : "rows"}.`;
  return `The first ${shown} of ${total} rows. For others add ORDER BY with LIMIT and OFFSET, fewer columns, or WHERE.`;
}

/** One line, and no bar that could be taken for the next column's. */
function cell(value: JsonValue): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const line = text.replaceAll(/\s*\n\s*/g, " ").replaceAll("|", "¦");
  return line.length <= cellLength ? line : `${line.slice(0, cellLength).toWellFormed()}…`;
}
