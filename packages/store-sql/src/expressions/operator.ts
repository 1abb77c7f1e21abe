import type { A_Expr, Node } from "libpg-query";
import { dateArithmetic } from "./dates.ts";
import type { Place } from "./compilation.ts";
import { compileAs, compileExpression, unify } from "./place.ts";
import { refuse } from "./refuse.ts";
import type { Expression } from "./value-type.ts";

const comparisons = new Set(["=", "<>", "<", ">", "<=", ">="]);

export function compileOperator({ kind, name = [], lexpr, rexpr }: A_Expr, place: Place): Expression {
  const [first] = name;
  const operator = name.length === 1 && first !== undefined && "String" in first ? (first.String.sval ?? "") : "";
  const { dialect } = place.compilation;
  const truth = (sql: string): Expression => ({ sql, type: "boolean" });
  if (kind === "AEXPR_OP") return compilePlain(operator, [lexpr, rexpr], place);
  if (kind === "AEXPR_IN") {
    const { sql } = unify([lexpr, ...listOf(rexpr)], place);
    return truth(`(${sql[0] ?? ""} ${operator === "<>" ? "NOT IN" : "IN"} (${sql.slice(1).join(", ")}))`);
  }
  if (kind === "AEXPR_BETWEEN" || kind === "AEXPR_NOT_BETWEEN") {
    const [value = "", from = "", to = ""] = unify([lexpr, ...listOf(rexpr)], place).sql;
    return truth(`(${value} ${kind === "AEXPR_BETWEEN" ? "" : "NOT "}BETWEEN ${from} AND ${to})`);
  }
  if (kind === "AEXPR_LIKE" || kind === "AEXPR_ILIKE") {
    const pattern = withEscape(rexpr);
    const texts = [lexpr, pattern.text].map((one) => compileAs(one, "text", { ...place, where: "LIKE" }));
    const escape =
      pattern.escape === undefined ? place.compilation.value("\\") : compileAs(pattern.escape, "text", { ...place, where: "ESCAPE" });
    const like = place.compilation.call(kind === "AEXPR_LIKE" ? "like" : "ilike", ...texts, escape);
    return truth(operator.startsWith("!") ? `(NOT ${like})` : like);
  }
  if (kind === "AEXPR_DISTINCT" || kind === "AEXPR_NOT_DISTINCT") {
    const [a = "", b = ""] = unify([lexpr, rexpr], place).sql;
    return truth(kind === "AEXPR_DISTINCT" ? dialect.distinct(a, b) : `(NOT ${dialect.distinct(a, b)})`);
  }
  if (kind === "AEXPR_NULLIF") {
    const { sql, type } = unify([lexpr, rexpr], place);
    return { sql: `nullif(${sql.join(", ")})`, type };
  }
  return refuse("ANY, ALL, SIMILAR TO and BETWEEN SYMMETRIC are not here. Write IN, LIKE or BETWEEN.");
}

type Operands = readonly [Node | undefined, Node | undefined];

function compilePlain(operator: string, [lexpr, rexpr]: Operands, place: Place): Expression {
  const { compilation } = place;
  if (comparisons.has(operator)) return { sql: `(${unify([lexpr, rexpr], place).sql.join(` ${operator} `)})`, type: "boolean" };
  if (lexpr === undefined && (operator === "-" || operator === "+")) return signed(operator, rexpr, place);
  const operands = [compileExpression(lexpr, place), compileExpression(rexpr, place)] as const;
  if (operator === "||") {
    const [a, b] = operands.map((one) => textOf(one, place));
    return { sql: compilation.call("concat", a ?? "", b ?? ""), type: "text" };
  }
  const moved = dateArithmetic(operator, operands, compilation);
  if (moved !== undefined) return moved;
  const [a, b] = operands.map((one) => compilation.as(one, "number", `The operator ${operator}`));
  if (a === undefined || b === undefined) return refuse("An operand is missing.");
  if (operator === "+" || operator === "-" || operator === "*") return { sql: `(${a} ${operator} ${b})`, type: "number" };
  const called = ({ "/": "divide", "%": "mod", "^": "power" } as const)[operator];
  if (called !== undefined) return { sql: compilation.call(called, a, b), type: "number" };
  return refuse(`The operator ${operator} is not here. There are = <> < > <= >= + - * / % ^ || LIKE ILIKE IN BETWEEN AND OR NOT.`);
}

/** A number with its sign is written out like one without. */
function signed(operator: "-" | "+", node: Node | undefined, place: Place): Expression {
  const operand = compileExpression(node, place);
  if (typeof operand.literal === "number") return place.compilation.literal(operator === "-" ? 0 - operand.literal : operand.literal);
  return { sql: `(${operator} ${place.compilation.as(operand, "number", `The sign ${operator}`)})`, type: "number" };
}

/** Whatever it is, as text: what Postgres does for an operand of || and for the arguments of concat. */
export function textOf(expression: Expression, { compilation }: Pick<Place, "compilation">): string {
  if (expression.type === "number") return compilation.call("text_of_number", expression.sql);
  if (expression.type === "boolean") return compilation.call("text_of_boolean", expression.sql);
  return compilation.as(expression, "text", "||");
}

function withEscape(node: Node | undefined): { text: Node | undefined; escape: Node | undefined } {
  if (node !== undefined && "FuncCall" in node) {
    const { funcname = [], args = [] } = node.FuncCall;
    const [schema, last] = funcname.map((part) => ("String" in part ? part.String.sval : ""));
    if (schema === "pg_catalog" && last === "like_escape") return { text: args[0], escape: args[1] };
  }
  return { text: node, escape: undefined };
}

function listOf(node: Node | undefined): readonly Node[] {
  return node !== undefined && "List" in node ? (node.List.items ?? []) : refuse("A list of values is missing.");
}
