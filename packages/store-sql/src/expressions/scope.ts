import { meant, refuse } from "./refuse.ts";
import type { ValueType } from "./value-type.ts";

export interface Column {
  readonly name: string;
  readonly type: ValueType;
  /** How the engine knows it. */
  readonly sql: string;
}

/** A table, a subquery or a name from WITH, under the name it has in one FROM. */
export interface Source {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Columns that stand for the same as another source's since a USING, and are found there. */
  readonly merged: ReadonlySet<string>;
}

/** What can be named at one place of a query: the sources of its FROM, then those around it. */
export interface Scope {
  readonly sources: readonly Source[];
  readonly outer: Scope | undefined;
}

/** The column of a name, with or without its source's. */
export function findColumn(scope: Scope, path: readonly string[]): Column {
  const [name = "", qualifier, ...rest] = path.toReversed();
  if (rest.length > 0) return refuse(`${path.join(".")} has too many parts: a column is named by itself or as table.column.`);
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    const found = at.sources
      .filter((source) => qualifier === undefined || source.name === qualifier)
      .flatMap((source) =>
        source.columns.filter((column) => column.name === name && (qualifier !== undefined || !source.merged.has(name))),
      );
    const [column] = found;
    if (found.length > 1) return refuse(`${name} is a column of more than one table here. Write table.${name}.`);
    if (column !== undefined) return column;
    if (qualifier !== undefined && at.sources.some((source) => source.name === qualifier)) break;
  }
  return refuse(unknownColumn(scope, name, qualifier));
}

export function findSource(scope: Scope, name: string): Source {
  const found = scope.sources.find((source) => source.name === name);
  return found ?? refuse(`${name} is no table of this FROM; it has ${namesOf(scope) || "none"}.`);
}

function unknownColumn(scope: Scope, name: string, qualifier: string | undefined): string {
  const around = [...sourcesOf(scope)];
  const named = qualifier === undefined ? around : around.filter((source) => source.name === qualifier);
  if (qualifier !== undefined && named.length === 0) return `${qualifier} is no table of this query; it has ${namesOf(scope) || "none"}.`;
  if (named.length === 0) return `There is no FROM, so there is no column ${name}. A text stands in single quotes: 'text'.`;
  const columns = named.flatMap((source) => source.columns.map((column) => column.name));
  const has = named.map((source) => `${source.name} has ${source.columns.map((column) => column.name).join(", ")}`).join("; ");
  const quotes = qualifier === undefined ? " A text stands in single quotes: 'text'." : "";
  return `There is no column ${name}.${meant(name, columns)} ${has.slice(0, 1_000)}.${quotes}`;
}

function namesOf(scope: Scope): string {
  return [...sourcesOf(scope)].map(({ name }) => name).join(", ");
}

function* sourcesOf(scope: Scope): Generator<Source> {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) yield* at.sources;
}
