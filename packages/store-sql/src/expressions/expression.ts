import type { A_Const, BoolExpr, CaseExpr, Node, SubLink } from "libpg-query";
import { callFunction, hasAggregate, hasSubquery } from "./call.ts";
import { castTo } from "./cast.ts";
import { type Compilation, type Place, truth } from "./compilation.ts";
import { compileAs, compileExpression, unify } from "./place.ts";
import { compileOperator } from "./operator.ts";
import { nodeName, selectOf } from "../tables/parse-select.ts";
import { refuse } from "./refuse.ts";
import { findColumn } from "./scope.ts";
import { commonType, type Expression } from "./value-type.ts";

/** The one place where every expression begins. */
export function expressionOf(node: Node | undefined, place: Place): Expression {
  return place.compilation.deeper(() => (place.grouped && asGroupKey(node, place, place.grouped)) ?? compileNode(node, place));
}

/** An expression that the query as a whole is grouped by. */
function asGroupKey(node: Node | undefined, place: Place, keys: ReadonlySet<string>): Expression | undefined {
  if (hasAggregate(node) || hasSubquery(node)) return undefined;
  const plain = compileNode(node, { ...place, grouped: undefined, aggregates: false });
  return keys.has(plain.sql) ? plain : undefined;
}

function compileNode(node: Node | undefined, place: Place): Expression {
  const { compilation } = place;
  if (node === undefined) return refuse("A part of the query is missing.");
  if ("ColumnRef" in node) return compileColumn(node.ColumnRef.fields ?? [], place);
  if ("A_Const" in node) return compileConstant(node.A_Const, compilation);
  if ("A_Expr" in node) return compileOperator(node.A_Expr, place);
  if ("FuncCall" in node) return callFunction(node.FuncCall, place);
  if ("TypeCast" in node) return castTo(node.TypeCast, place);
  if ("BoolExpr" in node) return compileLogic(node.BoolExpr, place);
  if ("CaseExpr" in node) return compileCase(node.CaseExpr, place);
  if ("SubLink" in node) return compileSubquery(node.SubLink, place);
  if ("NullTest" in node) {
    const { arg, nulltesttype } = node.NullTest;
    return {
      sql: `(${compileAs(arg, "any", { ...place, where: "IS NULL" })} IS ${nulltesttype === "IS_NOT_NULL" ? "NOT " : ""}NULL)`,
      type: "boolean",
    };
  }
  if ("BooleanTest" in node) {
    const { arg, booltesttype = "" } = node.BooleanTest;
    const test = /^IS (NOT )?(TRUE|FALSE|NULL)$/.exec(booltesttype.replaceAll("_", " ").replace("UNKNOWN", "NULL"))?.[0];
    if (test === undefined) return refuse("Of a boolean it can be asked whether it IS TRUE, FALSE or NULL.");
    return { sql: `(${compileAs(arg, "boolean", { ...place, where: test })} ${test})`, type: "boolean" };
  }
  if ("CoalesceExpr" in node) {
    const { sql, type } = unify(node.CoalesceExpr.args ?? [], place);
    return { sql: sql.length === 1 ? sql.join() : `coalesce(${sql.join(", ")})`, type };
  }
  if ("MinMaxExpr" in node) {
    const { sql, type } = unify(node.MinMaxExpr.args ?? [], place);
    return { sql: compilation.call(node.MinMaxExpr.op === "IS_LEAST" ? "least" : "greatest", ...sql), type };
  }
  if ("SQLValueFunction" in node) {
    const now = compilation.call("now");
    if (node.SQLValueFunction.op === "SVFOP_CURRENT_DATE")
      return { sql: compilation.call("left", now, compilation.value(10)), type: "date" };
    if (node.SQLValueFunction.op === "SVFOP_CURRENT_TIMESTAMP") return { sql: now, type: "time" };
    return refuse("Of the words that stand for a value only CURRENT_DATE and CURRENT_TIMESTAMP are here.");
  }
  if ("A_ArrayExpr" in node || "RowExpr" in node || "A_Indirection" in node)
    return refuse("Lists and rows are no values here. To compare with several values write x IN (1, 2).");
  if ("ParamRef" in node) return refuse("A query has no parameters. Write the values into it.");
  return refuse(`${nodeName(node)} cannot stand here.`);
}

function compileColumn(fields: readonly Node[], place: Place): Expression {
  const path = fields.map((field) => ("String" in field ? (field.String.sval ?? "") : refuse("* stands by itself, or in count(*).")));
  const { sql, type } = findColumn(place.scope, path);
  const own = place.scope.sources.some(({ columns }) => columns.some((column) => column.sql === sql));
  if (place.grouped !== undefined && own)
    return refuse(
      `${path.join(".")} is neither in GROUP BY nor inside an aggregate such as max(${path.join(".")}). Put it into one of them.`,
    );
  return { sql, type };
}

function compileConstant({ ival, fval, sval, boolval, isnull, bsval }: A_Const, compilation: Compilation): Expression {
  if (isnull === true) return { sql: "NULL", type: "null" };
  if (boolval !== undefined) return { sql: truth(boolval.boolval === true), type: "boolean" };
  if (sval !== undefined) return compilation.literal(sval.sval ?? "");
  if (bsval !== undefined) return refuse("Bits are no values here. Write a number.");
  const number = fval === undefined ? (ival?.ival ?? 0) : Number(fval.fval?.replaceAll("_", ""));
  return Number.isFinite(number) ? compilation.literal(number) : refuse(`${fval?.fval ?? ""} is no number that can be kept.`);
}

function compileLogic({ boolop, args = [] }: BoolExpr, place: Place): Expression {
  const operator = boolop === "OR_EXPR" ? "OR" : boolop === "AND_EXPR" ? "AND" : "NOT";
  const operands = args.map((one) => compileAs(one, "boolean", { ...place, where: operator }));
  return { sql: operator === "NOT" ? `(NOT ${operands.join()})` : `(${operands.join(` ${operator} `)})`, type: "boolean" };
}

function compileCase({ arg, args = [], defresult }: CaseExpr, place: Place): Expression {
  const whens = args.flatMap((one) => ("CaseWhen" in one ? [one.CaseWhen] : []));
  const { sql: results, type } = unify([...whens.map(({ result }) => result), ...(defresult === undefined ? [] : [defresult])], place);
  const conditions = whens.map(({ expr }) => {
    if (arg === undefined) return compileAs(expr, "boolean", { ...place, where: "WHEN" });
    return `(${unify([arg, expr], place).sql.join(" = ")})`;
  });
  const otherwise = defresult === undefined ? "" : ` ELSE ${results.at(-1) ?? "NULL"}`;
  return { sql: `(CASE ${conditions.map((when, at) => `WHEN ${when} THEN ${results[at] ?? "NULL"}`).join(" ")}${otherwise} END)`, type };
}

function compileSubquery({ subLinkType, subselect, testexpr, operName }: SubLink, place: Place): Expression {
  const { compilation, scope, named } = place;
  const query = compilation.select(selectOf(subselect), { scope, named });
  if (subLinkType === "EXISTS_SUBLINK") return { sql: `EXISTS (${query.sql})`, type: "boolean" };
  const [column] = query.columns;
  if (column === undefined || query.columns.length > 1) return refuse("A subquery that stands for a value has one column.");
  if (subLinkType === "EXPR_SUBLINK") return { sql: `(${query.sql})`, type: column.type };
  if (subLinkType !== "ANY_SUBLINK" || operName !== undefined) return refuse("ANY and ALL are not here. Write x IN (SELECT ...).");
  const tested = compileExpression(testexpr, place);
  if (commonType({ sql: "", type: column.type }, tested) !== column.type)
    return refuse(`IN compares ${tested.type} with ${column.type}. Use CAST(... AS ${column.type}).`);
  return { sql: `(${compilation.as(tested, column.type, "IN")} IN (${query.sql}))`, type: "boolean" };
}
