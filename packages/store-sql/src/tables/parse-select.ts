import type { Node, SelectStmt } from "libpg-query";
import { refuse } from "../expressions/refuse.ts";

/** The one SELECT that a text is, in Postgres' own grammar. @throws PagefileError STORE_REJECTED */
export async function parseSelect(sql: string): Promise<SelectStmt> {
  if (sql.includes("\0")) refuse("The query holds a NUL character. Leave it out.");
  if (sql.length > 10_000) refuse(`The query has ${sql.length} characters, more than 10,000. Ask for less at once.`);
  // Two megabytes of WebAssembly, so only when the first query comes.
  const { parse } = await import("libpg-query");
  const { stmts = [] } = await parse(sql).catch((error: unknown) => refuse(syntaxError(sql, error)));
  const [first] = stmts;
  if (first?.stmt === undefined) return refuse("There is no statement in the query. Write one SELECT.");
  if (stmts.length > 1) return refuse(`The query has ${stmts.length} statements. Write one SELECT.`);
  return selectOf(first.stmt);
}

export function selectOf(node: Node | undefined): SelectStmt {
  if (node !== undefined && "SelectStmt" in node) return node.SelectStmt;
  return refuse(`Tables can only be read here: write one SELECT, not ${nodeName(node)}.`);
}

/** `an insert statement` for an `InsertStmt`. */
export function nodeName(node: Node | undefined): string {
  const [kind = "nothing"] = Object.keys(node ?? {});
  const words = kind
    .replace(/Stmt$/, "Statement")
    .replace("_", "")
    .split(/(?=[A-Z][a-z])/);
  const name = words.join(" ").toLowerCase();
  return `${/^[aeiou]/.test(name) ? "an" : "a"} ${name}`;
}

function syntaxError(sql: string, error: unknown): string {
  // The parser's own stack, or that of JavaScript, is full.
  if (!(error instanceof Error) || error instanceof RangeError) return "The query is nested too deeply. Write it more simply.";
  const { cursorPosition: at = -1 } = "sqlDetails" in error ? (error.sqlDetails as { cursorPosition?: number }) : {};
  const place = at > 0 ? `, before: ${JSON.stringify(sql.slice(at, at + 40))}` : "";
  return `The query cannot be read: ${error.message}${place}. Write one SELECT as for Postgres.`;
}
