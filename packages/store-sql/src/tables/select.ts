import type { Node, ResTarget, SelectStmt, WithClause } from "libpg-query";
import { hasAggregate } from "../expressions/call.ts";
import type { Compilation, NamedQuery, Names, Query, Place } from "../expressions/compilation.ts";
import { commonTypeOf, compileAs, compileExpression } from "../expressions/place.ts";
import { compileFrom } from "./from.ts";
import { selectOf } from "./parse-select.ts";
import { refuse } from "../expressions/refuse.ts";
import { findSource } from "../expressions/scope.ts";
import { compileSort } from "../expressions/sort.ts";
import type { Expression } from "../expressions/value-type.ts";

const maxColumns = 200;

/** A column that a SELECT gives. */
interface Output extends Expression {
  readonly name: string;
}

export function compileSelect(statement: SelectStmt, names: Names, compilation: Compilation): Query {
  return compilation.deeper(() => {
    if (statement.intoClause !== undefined) return refuse("A query cannot write: leave INTO out.");
    if (statement.lockingClause !== undefined) return refuse("A query cannot lock: leave FOR UPDATE or FOR SHARE out.");
    if (statement.windowClause !== undefined) return refuse("Write each window where it is used, as OVER (...).");
    const made = compileWith(statement.withClause, names, compilation);
    const inner: Names = { ...names, named: made.named };
    const { sql, columns } = compileBody(statement, inner, compilation);
    if (columns.length > maxColumns)
      return refuse(`The query has ${columns.length} columns, more than ${maxColumns}. Name those you need.`);
    if (columns.length === 0) return refuse("SELECT needs at least one column.");
    return { sql: `${made.sql}${sql}${limits(statement, compilation)}`, columns };
  });
}

function compileWith(clause: WithClause | undefined, names: Names, compilation: Compilation): Pick<Names, "named"> & { sql: string } {
  if (clause === undefined) return { sql: "", named: names.named };
  if (clause.recursive === true) return refuse("WITH RECURSIVE is not here. Ask in steps instead.");
  const named = new Map(names.named);
  const parts = (clause.ctes ?? []).map((node) => {
    if (!("CommonTableExpr" in node)) return refuse("That cannot stand in WITH.");
    const { ctename = "", ctequery, aliascolnames = [] } = node.CommonTableExpr;
    const before = compilation.reads;
    const query = compilation.select(selectOf(ctequery), { ...names, named });
    const columns = query.columns.map((column, at) => ({ ...column, name: textOfName(aliascolnames[at]) ?? column.name }));
    const as = compilation.alias();
    named.set(ctename, { ...query, columns, as, reads: compilation.reads - before } satisfies NamedQuery);
    return `${as} AS (${query.sql})`;
  });
  return { sql: `WITH ${parts.join(", ")} `, named };
}

function compileBody(statement: SelectStmt, names: Names, compilation: Compilation): Query {
  if (statement.valuesLists !== undefined) return compileValues(statement.valuesLists, { statement, names, compilation });
  if (statement.op !== undefined && statement.op !== "SETOP_NONE") return compileSetOperation(statement, names, compilation);
  return compilePlain(statement, names, compilation);
}

const setOperations = { SETOP_UNION: "UNION", SETOP_INTERSECT: "INTERSECT", SETOP_EXCEPT: "EXCEPT" } as const;

function compileSetOperation(statement: SelectStmt, names: Names, compilation: Compilation): Query {
  const { op, all = false, larg, rarg, sortClause } = statement;
  if (op === undefined || !(op in setOperations) || larg === undefined || rarg === undefined)
    return refuse("That set operation is not known.");
  if (all && op !== "SETOP_UNION") return refuse("Only UNION has ALL here.");
  const sides = [larg, rarg].map((side) => compilation.select(side, names));
  const [left, right] = sides;
  if (left === undefined || left.columns.length !== right?.columns.length)
    return refuse("Both sides of UNION, INTERSECT and EXCEPT have the same columns.");
  const columns = left.columns.map(({ name, type }, at) => {
    const other = right.columns[at]?.type ?? "null";
    if (type === other || other === "null" || type === "null") return { name, type: type === "null" ? other : type };
    return refuse(`Column ${name} is ${type} on one side and ${other} on the other. Use CAST(... AS ...) on one of them.`);
  });
  const list = columns.map((_column, at) => `c${at + 1}`).join(", ");
  // Engines differ in which of several operations comes first, so each side stands by itself.
  const sql = sides
    .map((side) => `SELECT ${list} FROM (${side.sql}) AS ${compilation.alias()}`)
    .join(` ${setOperations[op as keyof typeof setOperations]}${all ? " ALL" : ""} `);
  const outputs = columns.map((column, at): Output => ({ ...column, sql: `c${at + 1}` }));
  return {
    sql: `${sql}${orderBy(sortClause, (node) => byOutput(node, outputs) ?? refuse("After UNION, INTERSECT and EXCEPT, ORDER BY takes a column of the result."))}`,
    columns,
  };
}

interface Values {
  readonly statement: SelectStmt;
  readonly names: Names;
  readonly compilation: Compilation;
}

function compileValues(lists: readonly Node[], { statement, names, compilation }: Values): Query {
  const place: Place = { compilation, scope: { sources: [], outer: names.scope }, named: names.named, aggregates: false };
  const rows = lists.map((list) => ("List" in list ? (list.List.items ?? []) : []).map((node) => compileExpression(node, place)));
  const width = rows[0]?.length ?? 0;
  if (rows.some((row) => row.length !== width)) return refuse("All rows of VALUES have the same number of values.");
  const types = Array.from({ length: width }, (_value, at) => commonTypeOf(rows.flatMap((row) => row[at] ?? [])));
  const lines = rows.map((row) => `(${row.map((one, at) => compilation.as(one, types[at] ?? "any", "VALUES")).join(", ")})`);
  const outputs = types.map((type, at): Output => ({ name: `column${at + 1}`, type, sql: `column${at + 1}` }));
  const list = outputs.map(({ sql }, at) => `${sql} AS c${at + 1}`).join(", ");
  const order = orderBy(statement.sortClause, (node) => byOutput(node, outputs) ?? refuse("After VALUES, ORDER BY takes a column of it."));
  return { sql: `SELECT ${list} FROM (VALUES ${lines.join(", ")}) AS ${compilation.alias()}${order}`, columns: outputs };
}

function compilePlain(statement: SelectStmt, names: Names, compilation: Compilation): Query {
  const { fromClause = [], whereClause, groupClause = [], havingClause, sortClause = [], targetList = [], distinctClause } = statement;
  const from = compileFrom(fromClause, { compilation, names });
  const scope = { sources: from.sources, outer: names.scope };
  const rows: Place = { compilation, scope, named: names.named, aggregates: false };
  const targets = targetList.flatMap((node) => ("ResTarget" in node ? [node.ResTarget] : []));
  const keys = groupClause.map((node) => compileExpression(groupedBy(node, targets, rows), rows).sql);
  const grouped = groupClause.length > 0 || havingClause !== undefined || hasAggregate([targetList, sortClause]);
  const place: Place = { ...rows, aggregates: true, grouped: grouped ? new Set(keys) : undefined };
  const outputs = targets.flatMap((target, at) => compileTarget(target, at, place));
  const conditions = [
    ...from.guards,
    ...(whereClause === undefined ? [] : [compileAs(whereClause, "boolean", { ...rows, where: "WHERE" })]),
  ];
  const having = havingClause === undefined ? "" : ` HAVING ${compileAs(havingClause, "boolean", { ...place, where: "HAVING" })}`;
  const distinct = distinctClause !== undefined;
  if (distinctClause?.some((node) => Object.keys(node).length > 0) === true)
    return refuse("DISTINCT ON is not here. Use GROUP BY, or row_number() OVER (...) in a subquery.");
  const order = orderBy(sortClause, (node) => {
    const sql = byOutput(node, outputs) ?? compileExpression(node, place).sql;
    return distinct && !outputs.some((output) => output.sql === sql)
      ? refuse("With DISTINCT, ORDER BY takes a column of the result.")
      : sql;
  });
  const parts = [
    `SELECT ${distinct ? "DISTINCT " : ""}${outputs.map(({ sql }, at) => `${sql} AS c${at + 1}`).join(", ")}`,
    from.sql === "" ? "" : ` FROM ${from.sql}`,
    conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`,
    keys.length === 0 ? "" : ` GROUP BY ${keys.join(", ")}`,
    having,
    order,
  ];
  return { sql: parts.join(""), columns: outputs.map(({ name, type }) => ({ name, type })) };
}

/** What an item of GROUP BY stands for: a column of the tables, or else of the result by its name or number. */
function groupedBy(node: Node, targets: readonly ResTarget[], { scope }: Place): Node | undefined {
  const ordinal = ordinalOf(node);
  if (ordinal !== undefined) return targets[ordinal - 1]?.val ?? refuse(`GROUP BY ${ordinal}: the result has no such column.`);
  const name = plainName(node);
  const isColumn = scope.sources.some(({ columns }) => columns.some((column) => column.name === name));
  return isColumn ? node : (targets.find((target) => target.name === name && name !== undefined)?.val ?? node);
}

function compileTarget({ name, val }: ResTarget, at: number, place: Place): readonly Output[] {
  const fields = val !== undefined && "ColumnRef" in val ? (val.ColumnRef.fields ?? []) : [];
  const last = fields.at(-1);
  if (last !== undefined && "A_Star" in last) {
    if (place.grouped !== undefined) return refuse("* cannot stand beside GROUP BY or an aggregate. Name the columns.");
    const qualifier = textOfName(fields.at(-2));
    const sources = qualifier === undefined ? place.scope.sources : [findSource(place.scope, qualifier)];
    if (sources.length === 0) return refuse("* needs a FROM.");
    return sources.flatMap((source) => source.columns.filter((column) => qualifier !== undefined || !source.merged.has(column.name)));
  }
  const expression = compileExpression(val, place);
  place.compilation.as(expression, "any", "SELECT");
  return [{ ...expression, name: name ?? nameOf(val) ?? `column${at + 1}` }];
}

/** What Postgres calls a column that was given no name. */
function nameOf(node: Node | undefined): string | undefined {
  if (node === undefined) return undefined;
  if ("ColumnRef" in node) return textOfName(node.ColumnRef.fields?.at(-1));
  if ("FuncCall" in node) return textOfName(node.FuncCall.funcname?.at(-1));
  if ("TypeCast" in node) return nameOf(node.TypeCast.arg);
  if ("CaseExpr" in node) return "case";
  return "CoalesceExpr" in node ? "coalesce" : undefined;
}

function orderBy(nodes: readonly Node[] | undefined, term: (node: Node | undefined) => string): string {
  return nodes === undefined || nodes.length === 0 ? "" : ` ORDER BY ${compileSort(nodes, term)}`;
}

/** A column of the result, by its name or number. */
function byOutput(node: Node | undefined, outputs: readonly Output[]): string | undefined {
  const ordinal = ordinalOf(node);
  if (ordinal !== undefined) return outputs[ordinal - 1]?.sql ?? refuse(`ORDER BY ${ordinal}: the result has no such column.`);
  const name = plainName(node);
  return name === undefined ? undefined : outputs.find((output) => output.name === name)?.sql;
}

function ordinalOf(node: Node | undefined): number | undefined {
  return node !== undefined && "A_Const" in node && node.A_Const.ival !== undefined ? (node.A_Const.ival.ival ?? 0) : undefined;
}

function plainName(node: Node | undefined): string | undefined {
  const fields = node !== undefined && "ColumnRef" in node ? (node.ColumnRef.fields ?? []) : [];
  return fields.length === 1 ? textOfName(fields[0]) : undefined;
}

function textOfName(node: Node | undefined): string | undefined {
  return node !== undefined && "String" in node ? node.String.sval : undefined;
}

/** LIMIT and OFFSET are whole numbers, which the SQL holds as such. */
function limits({ limitCount, limitOffset, limitOption }: SelectStmt, { dialect }: Compilation): string {
  if (limitOption === "LIMIT_OPTION_WITH_TIES") return refuse("WITH TIES is not here. Write LIMIT.");
  const [count, offset] = [limitCount, limitOffset].map((node) => {
    if (node === undefined || ("A_Const" in node && node.A_Const.isnull === true)) return undefined;
    const number = ordinalOf(node) ?? refuse("LIMIT and OFFSET are whole numbers that are written out.");
    return number >= 0 ? number : refuse("LIMIT and OFFSET are whole numbers from 0.");
  });
  if (count === undefined && offset === undefined) return "";
  return ` LIMIT ${count ?? dialect.unlimited}${offset === undefined ? "" : ` OFFSET ${offset}`}`;
}
