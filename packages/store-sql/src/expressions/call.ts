import type { FuncCall, Node, WindowDef } from "libpg-query";
import { datePart, dateTrunc, formatTime, shift } from "./dates.ts";
import type { Place } from "./compilation.ts";
import { compileAs, compileExpression } from "./place.ts";
import { composed, functions, type SqlFunction } from "./functions.ts";
import { textOf } from "./operator.ts";
import { meant, refuse } from "./refuse.ts";
import { compileSort } from "./sort.ts";
import type { Expression } from "./value-type.ts";

export function callFunction(call: FuncCall, place: Place): Expression {
  const name = functionName(call);
  const { args = [], agg_within_group: within, func_variadic: variadic } = call;
  if (within === true || variadic === true) return refuse(`${name} is not here in this form.`);
  const known = functions.get(name);
  if (known?.role !== undefined) return callOverRows(call, { name, known }, place);
  if (call.agg_star ?? call.agg_distinct ?? call.over ?? call.agg_filter ?? call.agg_order)
    return refuse(`${name} works on one row, so it has no *, DISTINCT, FILTER, ORDER BY or OVER.`);
  const given = args.map((node) => compileExpression(node, place));
  if (composed.includes(name)) return callComposed(name, given, place);
  if (known === undefined) return refuse(unknownFunction(name));
  return { sql: place.compilation.call(known.as, ...argumentsOf({ name, known }, given, place)), type: resultOf(known, given) };
}

/** Whether an aggregate of the query itself stands in it. */
export function hasAggregate(node: unknown): boolean {
  return holds(
    node,
    (kind, { over, funcname = [] }) => kind === "FuncCall" && over === undefined && functions.get(lastName(funcname))?.role === "aggregate",
  );
}

export function hasSubquery(node: unknown): boolean {
  return holds(node, (kind) => kind === "SubLink");
}

function holds(node: unknown, is: (kind: string, value: FuncCall) => boolean): boolean {
  if (typeof node !== "object" || node === null) return false;
  return Object.entries(node).some(
    ([kind, value]: [string, unknown]) => is(kind, Object(value) as FuncCall) || (kind !== "SubLink" && holds(value, is)),
  );
}

function functionName({ funcname = [], funcformat }: FuncCall): string {
  const name = lastName(funcname);
  // The grammar itself writes some, such as extract(year from t), with the schema's name.
  if (funcname.length === 1 || (funcname.length === 2 && funcformat === "COERCE_SQL_SYNTAX")) return name;
  return refuse(`Functions have no schema here. Write ${name}(...).`);
}

function lastName(names: readonly Node[]): string {
  const last = names.at(-1);
  return last !== undefined && "String" in last ? (last.String.sval ?? "").toLowerCase() : "";
}

function unknownFunction(name: string): string {
  const names = [...functions.keys(), ...composed];
  const near = meant(name, names);
  if (near !== "") return `There is no function ${name}.${near}`;
  return `There is no function ${name}. There are ${names.join(", ")}, coalesce, nullif, greatest, least.`;
}

interface Named {
  readonly name: string;
  readonly known: SqlFunction;
}

function argumentsOf({ name, known }: Named, given: readonly Expression[], place: Place): readonly string[] {
  const { takes, least = takes.length, more = false } = known;
  if (given.length < least || (!more && given.length > takes.length)) {
    const wanted = least === takes.length ? String(least) : `${least} to ${more ? "any number of" : takes.length}`;
    return refuse(`${name} takes ${wanted} ${takes.length === 1 && !more ? "argument" : "arguments"}, not ${given.length}.`);
  }
  if (more) return given.map((one) => textOf(one, place));
  return given.map((one, at) => place.compilation.as(one, takes[at] ?? "any", name));
}

function resultOf({ gives }: SqlFunction, [first]: readonly Expression[]): Expression["type"] {
  return gives === "same" ? (first?.type ?? "null") : gives;
}

function callOverRows(call: FuncCall, { name, known }: Named, place: Place): Expression {
  const { args = [], agg_star: star = false, agg_distinct: distinct = false, agg_filter: filter, agg_order: order = [], over } = call;
  const { compilation } = place;
  if (!place.aggregates)
    return refuse(`${name} cannot stand here: it goes into SELECT, HAVING or ORDER BY, and not inside another aggregate.`);
  if (known.role === "window" && over === undefined) return refuse(`${name} needs OVER (...).`);
  if (known.as === "string_agg" && (distinct || over !== undefined))
    return refuse(`${name} has no DISTINCT and no OVER here. Use a subquery.`);
  const rows: Place = over === undefined ? { ...place, aggregates: false, grouped: undefined } : place;
  const given = args.map((node) => compileExpression(node, rows));
  if (known.as === "string_agg" && given.length === 1) given.push(compilation.literal(","));
  if ((known.as === "min" || known.as === "max") && given[0]?.type === "boolean")
    return refuse(`${name} takes no boolean. Use bool_and or bool_or.`);
  const list = star && known.as === "count" && given.length === 0 ? ["*"] : [...argumentsOf({ name, known }, given, place)];
  if (distinct) list[0] = `DISTINCT ${list[0] ?? ""}`;
  if (order.length > 0) list.push(`${list.pop() ?? ""} ORDER BY ${compileSort(order, (node) => compileExpression(node, rows).sql)}`);
  const where = filter === undefined ? "" : ` FILTER (WHERE ${compileAs(filter, "boolean", { ...rows, where: "FILTER" })})`;
  const called = compilation.call(known.as, ...list);
  return { sql: `${called}${where}${over === undefined ? "" : compileWindow(over, rows)}`, type: resultOf(known, given) };
}

/** The frame of a window that says none: from its start to the rows that are equal to the one at hand. */
const plainFrame = 1058;

function compileWindow({ name, refname, partitionClause = [], orderClause = [], frameOptions }: WindowDef, place: Place): string {
  if (name !== undefined || refname !== undefined || frameOptions !== plainFrame)
    return refuse("A window is written as OVER (PARTITION BY ... ORDER BY ...), without a name and without ROWS or RANGE.");
  const partition = partitionClause.map((node) => compileExpression(node, place).sql).join(", ");
  const order = compileSort(orderClause, (node) => compileExpression(node, place).sql);
  return ` OVER (${partition === "" ? "" : `PARTITION BY ${partition} `}${order === "" ? "" : `ORDER BY ${order}`})`;
}

function callComposed(name: string, given: readonly Expression[], { compilation }: Place): Expression {
  const [first, second] = given;
  if (first === undefined) return refuse(`${name} needs arguments.`);
  if (name === "date") {
    const time: Expression = first.literal === "now" ? { sql: compilation.call("now"), type: "time" } : first;
    if (second === undefined) return { sql: compilation.as(time, "date", name), type: "date" };
    const moved = shift(time, String(second.literal), { compilation, back: false });
    return { sql: compilation.as(moved, "date", name), type: "date" };
  }
  if (name === "julianday") {
    const days = compilation.call("day_number", compilation.as(first, "date", name));
    return { sql: days, type: "number" };
  }
  if (second === undefined) return refuse(`${name} needs two arguments.`);
  if (name === "strftime") return formatTime(name, { format: first, time: second }, compilation);
  if (name === "to_char") return formatTime(name, { format: second, time: first }, compilation);
  if (typeof first.literal !== "string") return refuse(`${name} takes the part as a text: ${name}('year', t).`);
  return name === "date_trunc" ? dateTrunc(first.literal, second, compilation) : datePart(first.literal, second, compilation);
}
