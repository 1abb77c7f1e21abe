import type { Alias, JoinExpr, Node, RangeSubselect, RangeVar } from "libpg-query";
import { type Compilation, type Names, truth } from "../expressions/compilation.ts";
import { compileAs } from "../expressions/place.ts";
import { nodeName, selectOf } from "./parse-select.ts";
import { meant, refuse } from "../expressions/refuse.ts";
import { findColumn, type Scope, type Source } from "../expressions/scope.ts";

/** A part of FROM: its SQL, what it holds, and the condition that watches the time it takes. */
export interface From {
  readonly sql: string;
  readonly sources: readonly Source[];
  readonly guards: readonly string[];
}

interface At {
  readonly compilation: Compilation;
  readonly names: Names;
}

export function compileFrom(items: readonly Node[], at: At): From {
  const compiled = items.map((item) => compileItem(item, at));
  const sources = compiled.flatMap((item) => item.sources);
  const twice = sources.find(({ name }, place) => name !== "" && sources.findIndex((source) => source.name === name) !== place);
  if (twice !== undefined)
    return refuse(`${twice.name} is there twice in one FROM. Give each a name of its own: FROM ${twice.name} AS other.`);
  return { sql: compiled.map(({ sql }) => sql).join(", "), sources, guards: compiled.flatMap(({ guards }) => guards) };
}

function compileItem(item: Node, at: At): From {
  if ("RangeVar" in item) return compileTable(item.RangeVar, at);
  if ("RangeSubselect" in item) return compileSubselect(item.RangeSubselect, at);
  if ("JoinExpr" in item) return compileJoin(item.JoinExpr, at);
  return refuse(`FROM holds tables, subqueries and joins, not ${nodeName(item)}.`);
}

function compileTable({ relname = "", schemaname, catalogname, alias }: RangeVar, { compilation, names }: At): From {
  const { tables } = compilation;
  if (schemaname !== undefined || catalogname !== undefined)
    return refuse(
      `There is no ${[catalogname, schemaname, relname].filter((part) => part !== undefined).join(".")} here. ${tablesOf(compilation, names)}`,
    );
  const made = names.named.get(relname);
  const as = compilation.alias();
  if (made !== undefined) {
    compilation.read(Math.max(1, made.reads));
    return source(`${made.as} AS ${as}`, { as, name: relname, alias, columns: made.columns }, compilation);
  }
  const columns = tables.get(relname.toLowerCase());
  if (columns === undefined)
    return refuse(`There is no table ${relname}.${meant(relname, [...tables.keys()])} ${tablesOf(compilation, names)}`);
  compilation.read(1);
  compilation.used.add(relname.toLowerCase());
  const fields = [{ name: "key", type: "text" as const }, ...columns];
  return source(`${tableAs(relname)} AS ${as}`, { as, name: relname, alias, columns: fields, known: true }, compilation);
}

/** What a table and a column of it are called in compiled SQL, so that no name there is the engine's. */
export function tableAs(name: string): string {
  return `t_${name.toLowerCase()}`;
}

export function columnAs(name: string): string {
  return `c_${name.toLowerCase()}`;
}

function compileSubselect({ subquery, alias, lateral }: RangeSubselect, { compilation, names }: At): From {
  if (lateral === true) return refuse("LATERAL is not here. Join the subquery, or put it into SELECT.");
  const query = compilation.select(selectOf(subquery), names);
  const as = compilation.alias();
  return source(`(${query.sql}) AS ${as}`, { as, name: "", alias, columns: query.columns }, compilation);
}

interface Made {
  readonly as: string;
  readonly name: string;
  readonly alias: Alias | undefined;
  readonly columns: readonly { readonly name: string; readonly type: Source["columns"][number]["type"] }[];
  /** A table with columns under their own names, not c1, c2 and so on. */
  readonly known?: boolean;
}

function source(sql: string, { as, name, alias, columns, known = false }: Made, compilation: Compilation): From {
  const renamed = (alias?.colnames ?? []).map((node) => ("String" in node ? (node.String.sval ?? "") : ""));
  const found = columns.map((column, at) => ({
    name: renamed[at] ?? column.name,
    type: column.type,
    sql: `${as}.${known ? columnAs(column.name) : `c${at + 1}`}`,
  }));
  const guard = compilation.dialect.guard?.(found[0]?.sql ?? "NULL");
  return {
    sql,
    sources: [{ name: alias?.aliasname ?? name, columns: found, merged: new Set() }],
    guards: guard === undefined ? [] : [guard],
  };
}

const joins = { JOIN_INNER: "JOIN", JOIN_LEFT: "LEFT JOIN", JOIN_RIGHT: "RIGHT JOIN", JOIN_FULL: "FULL JOIN" } as const;

function compileJoin({ jointype, isNatural, larg, rarg, usingClause = [], quals, alias }: JoinExpr, at: At): From {
  const kind = jointype !== undefined && jointype in joins ? joins[jointype as keyof typeof joins] : undefined;
  if (kind === undefined || isNatural === true || alias !== undefined || larg === undefined || rarg === undefined)
    return refuse("A join is JOIN, LEFT JOIN, RIGHT JOIN or FULL JOIN with ON, or CROSS JOIN, and has no name as a whole.");
  const [left, right] = [compileItem(larg, at), compileItem(rarg, at)];
  const scope: Scope = { sources: [...left.sources, ...right.sources], outer: at.names.scope };
  const using = usingClause.map((node) => ("String" in node ? (node.String.sval ?? "") : ""));
  if (using.length > 0 && kind === "FULL JOIN") return refuse("FULL JOIN needs ON here instead of USING.");
  const equal = using.map((name) => [left, right].map(({ sources }) => findColumn({ sources, outer: undefined }, [name]).sql).join(" = "));
  const place = { compilation: at.compilation, scope, named: at.names.named, aggregates: false, where: "ON" };
  const condition = quals === undefined ? equal : [compileAs(quals, "boolean", place)];
  // The rows of the right side are gone through for each of the left, so the time is watched there.
  const on = [...right.guards, ...condition].join(" AND ") || truth(true);
  const merge = (sources: readonly Source[]): readonly Source[] =>
    sources.map((one) => ({ ...one, merged: new Set([...one.merged, ...using]) }));
  const [kept, hidden] = kind === "RIGHT JOIN" ? [right, left] : [left, right];
  const sources = [left, right].flatMap((side) => (side === hidden ? merge(side.sources) : side === kept ? side.sources : []));
  const rightSql = "JoinExpr" in rarg ? `(${right.sql})` : right.sql;
  return { sql: `${left.sql} ${kind} ${rightSql} ON ${on}`, sources, guards: left.guards };
}

function tablesOf({ tables }: Compilation, { named }: Names): string {
  const all = [...named.keys(), ...tables.keys()];
  return all.length === 0 ? "There are no tables." : `The tables are ${all.join(", ")}.`;
}
