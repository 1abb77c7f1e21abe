import type { SqlQuery } from "@pagefile/core/contracts";
import { Compilation, type Query } from "../expressions/compilation.ts";
import type { Dialect } from "../expressions/dialect.ts";
import { expressionOf } from "../expressions/expression.ts";
import { parseSelect } from "./parse-select.ts";
import { compileSelect } from "./select.ts";

/** A query as an engine runs it. */
export interface CompiledQuery extends Query {
  /** Its parameters, the first is number 1. */
  readonly values: readonly (string | number)[];
  /** The tables it reads. */
  readonly tables: SqlQuery["tables"];
}

/**
 * Reads a query with Postgres' own grammar and writes it anew for an engine, from lists of what is allowed. What cannot be
 * written anew does not run, so nothing depends on an engine reading a text as the grammar did.
 * @throws PagefileError STORE_REJECTED, in a sentence a model can act on
 */
export async function compileQuery({ sql, tables }: Pick<SqlQuery, "sql" | "tables">, dialect: Dialect): Promise<CompiledQuery> {
  const statement = await parseSelect(sql);
  const compilation: Compilation = new Compilation({
    dialect,
    tables: new Map(tables.map(({ name, columns }) => [name.toLowerCase(), columns])),
    select: (inner, names) => compileSelect(inner, names, compilation),
    expression: expressionOf,
  });
  const query = compilation.select(statement, { scope: undefined, named: new Map() });
  const { sql: compiled, values } = withParameters(query.sql, compilation);
  return { ...query, sql: compiled, values, tables: tables.filter(({ name }) => compilation.used.has(name.toLowerCase())) };
}

/** The SQL with parameters for the values that came to stand in it, numbered as they come. */
function withParameters(sql: string, { values, dialect }: Compilation): Pick<CompiledQuery, "sql" | "values"> {
  const used: (string | number)[] = [];
  const text = sql.replaceAll(/\{(\d+)\}/g, (_place, at: string) => {
    const value = values[Number(at)] ?? "";
    const known = used.findIndex((one) => Object.is(one, value));
    return dialect.parameter(known === -1 ? used.push(value) : known + 1, typeof value === "number" ? "number" : "text");
  });
  return { sql: text, values: used };
}
