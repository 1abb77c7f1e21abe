import type { Node, SelectStmt } from "libpg-query";
import type { TableColumn } from "@pagefile/core/contracts";
import type { Dialect, FunctionName } from "./dialect.ts";
import { refuse } from "./refuse.ts";
import type { Column, Scope } from "./scope.ts";
import { asInstant, article, type Expression, type ValueType } from "./value-type.ts";

/** A name made by WITH is worked out wherever it is used, so each use counts: doubling it thirty times would never end. */
const maxReads = 40;
const maxDepth = 60;

/** A SELECT in the engine's SQL. Its columns are called c1, c2 and so on. */
export interface Query {
  readonly sql: string;
  readonly columns: readonly Omit<Column, "sql">[];
}

/** A name made by WITH. */
export interface NamedQuery extends Query {
  readonly as: string;
  /** How often tables are read in it, those of the names it uses counted each time. */
  readonly reads: number;
}

export interface Names {
  readonly scope: Scope | undefined;
  readonly named: ReadonlyMap<string, NamedQuery>;
}

/** Where an expression stands. */
export interface Place extends Names {
  readonly compilation: Compilation;
  readonly scope: Scope;
  /** Whether count and the like may stand here. */
  readonly aggregates: boolean;
  /** In a grouped query, the expressions it is grouped by: any other column stands inside an aggregate. */
  readonly grouped?: ReadonlySet<string> | undefined;
}

/**
 * What is collected while one query is compiled. No part of what was written goes into the SQL: every value becomes a
 * parameter, every name one made here, and every operator and function one of a list.
 */
export class Compilation {
  readonly dialect: Dialect;
  readonly tables: ReadonlyMap<string, readonly TableColumn[]>;
  readonly values: (string | number)[] = [];
  readonly used: Set<string> = new Set();
  /** Compiles a SELECT inside another. */
  readonly select: (statement: SelectStmt, names: Names) => Query;
  readonly expression: (node: Node | undefined, place: Place) => Expression;
  #reads = 0;
  #aliases = 0;
  #depth = 0;

  constructor(options: Pick<Compilation, "dialect" | "tables" | "select" | "expression">) {
    this.dialect = options.dialect;
    this.tables = options.tables;
    this.select = options.select;
    this.expression = options.expression;
  }

  get reads(): number {
    return this.#reads;
  }

  /** Counts tables that are read. */
  read(times: number): void {
    this.#reads += times;
    if (this.#reads > maxReads)
      refuse(`The query reads more than ${maxReads} tables, each counted as often as it is used. Join less at once.`);
  }

  alias(): string {
    this.#aliases += 1;
    return `a${this.#aliases}`;
  }

  /** A place for a value. The same value has the same place, so that equal expressions are equal texts. */
  value(value: string | number): string {
    const known = this.values.findIndex((one) => Object.is(one, value));
    const at = known === -1 ? this.values.push(value) - 1 : known;
    return `{${at}}`;
  }

  literal(value: string | number): Expression {
    return { sql: this.value(value), type: typeof value === "number" ? "number" : "text", literal: value };
  }

  call(name: FunctionName, ...args: readonly string[]): string {
    return this.dialect.call(name, args);
  }

  /** An expression as another type; only what is meant by itself is changed. */
  as(expression: Expression, type: ValueType | "any", where: string): string {
    const { sql, type: own, literal } = expression;
    if (own === "interval") return refuse("An interval can only be added to a time, or taken from one.");
    if (type === "any" || own === type || own === "null") return sql;
    if (type === "boolean" && (literal === 1 || literal === 0)) return truth(literal === 1);
    if (typeof literal === "string") return this.#literalAs(literal, type, where);
    if (type === "text" && (own === "time" || own === "date")) return sql;
    if (type === "time" && own === "date") return `(${sql} || ${this.value("T00:00:00.000Z")})`;
    if (type === "date" && own === "time") return this.call("left", sql, this.value(10));
    return refuse(`${where} takes ${article(type)}, and this is ${article(own)}. Use CAST(... AS ${type}) where that makes sense.`);
  }

  deeper<T>(work: () => T): T {
    this.#depth += 1;
    if (this.#depth > maxDepth) refuse("The query is nested too deeply. Write it more simply.");
    try {
      return work();
    } finally {
      this.#depth -= 1;
    }
  }

  #literalAs(literal: string, type: ValueType, where: string): string {
    if (type === "number" && literal.trim() !== "" && Number.isFinite(Number(literal))) return this.value(Number(literal));
    const yes = /^(?:(t|true|yes|on|1)|f|false|no|off|0)$/i.exec(literal.trim());
    if (type === "boolean" && yes !== null) return truth(yes[1] !== undefined);
    const instant = asInstant(literal);
    if (type === "time" && instant !== undefined) return this.value(instant);
    if (type === "date" && instant !== undefined) return this.value(instant.slice(0, 10));
    return refuse(`${where} takes ${article(type)}, and ${JSON.stringify(literal.slice(0, 80))} is none.`);
  }
}

export function truth(value: boolean): string {
  return value ? "TRUE" : "FALSE";
}
