import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { JsonValue, SqlQuery, SqlResult } from "@pagefile/core/contracts";
import { isPagefileError } from "@pagefile/core/contracts";
import type { CompiledQuery } from "../../tables/compile-query.ts";
import { columnAs, tableAs } from "../../tables/from.ts";
import { refuse } from "../../expressions/refuse.ts";
import { type Cell, valueIn } from "../../tables/stored-value.ts";
import { Deadline } from "./deadline.ts";
import { bounded, lenientFunctions, strictFunctions } from "./sqlite-functions.ts";

type Table = SqlQuery["tables"][number];

/** A database in memory that holds tables of one space and nothing else, so there is nothing else that a query could see. */
export class TableSandbox {
  readonly #database: DatabaseSync;
  readonly #deadline = new Deadline();

  constructor(database: DatabaseSync) {
    this.#database = database;
    database.exec("PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF");
    addFunctions(database, this.#deadline);
  }

  /** Makes a table anew, with its rows: the key first, then a value for each column. */
  fill({ name, columns }: Table, rows: Iterable<readonly Cell[]>): void {
    const table = tableAs(name);
    const types = { text: "TEXT", number: "REAL", boolean: "INTEGER", time: "TEXT" };
    const described = columns.map((column) => `${columnAs(column.name)} ${types[column.type]}`);
    this.#database.exec(`DROP TABLE IF EXISTS ${table}; CREATE TABLE ${table} (${["c_key TEXT", ...described].join(", ")}) STRICT; BEGIN`);
    const insert = this.#database.prepare(`INSERT INTO ${table} VALUES (${["?", ...columns.map(() => "?")].join(", ")})`);
    for (const row of rows) insert.run(...row.map(valueIn));
    this.#database.exec("COMMIT");
  }

  /** Runs a query to its end, so that the count is true, and keeps its first rows. */
  ask(
    { sql, values, columns }: Pick<CompiledQuery, "sql" | "values" | "columns">,
    bounds: Pick<SqlQuery, "limit" | "timeoutMs">,
  ): SqlResult {
    this.#deadline.start(bounds.timeoutMs);
    const rows: JsonValue[][] = [];
    let total = 0;
    try {
      for (const row of this.#run(sql, values)) {
        this.#deadline.look();
        total += 1;
        if (total <= bounds.limit) rows.push(columns.map(({ type }, at) => valueOut(row[`c${at + 1}`], type === "boolean")));
      }
    } catch (error) {
      if (isPagefileError(error) || !(error instanceof Error)) throw error;
      return refuse(`The query cannot be run: ${error.message}.`);
    }
    return { columns: columns.map(({ name }) => name), rows, total };
  }

  close(): void {
    this.#database.close();
  }

  /** The second line, where Node has it: whatever was compiled, SQLite itself reads these tables only. */
  #run(sql: string, values: readonly SQLInputValue[]): Iterable<Record<string, unknown>> {
    const guarded = typeof this.#database.setAuthorizer === "function";
    if (guarded) this.#database.setAuthorizer(authorize);
    try {
      return this.#database.prepare(sql).iterate(...values);
    } finally {
      if (guarded) this.#database.setAuthorizer(null);
    }
  }
}

const [allowed, denied] = [0, 1];
const actions = { read: 20, select: 21, function: 31 };

function authorize(action: number, name: string | null): number {
  if (action === actions.select) return allowed;
  if (action === actions.function) return name !== "load_extension" ? allowed : denied;
  return action === actions.read && (name ?? "").startsWith("t_") ? allowed : denied;
}

function addFunctions(database: DatabaseSync, deadline: Deadline): void {
  const varargs = true;
  for (const [name, work] of Object.entries(strictFunctions)) {
    database.function(`p_${name}`, { varargs, deterministic: true }, (...values) => {
      deadline.look();
      return values.includes(null) ? null : asNumber(work(...(values as never[])));
    });
  }
  for (const [name, work] of Object.entries(lenientFunctions)) {
    database.function(`p_${name}`, { varargs, deterministic: true }, (...values) => {
      deadline.look();
      return work(...(values as (string | number | null)[]));
    });
  }
  // Not deterministic, or it would be worked out once.
  database.function("p_tick", { varargs }, () => {
    deadline.look();
    return 1;
  });
  database.aggregate("p_string_agg", {
    start: (): string | null => null,
    step: (whole: string | null, text, separator) => {
      deadline.look();
      if (text === null) return whole;
      bounded((whole?.length ?? 0) + String(text).length);
      return whole === null ? String(text) : `${whole}${String(separator ?? "")}${String(text)}`;
    },
  });
}

function asNumber(value: string | number | boolean | null): string | number | null {
  return typeof value === "boolean" ? Number(value) : value;
}

function valueOut(value: unknown, boolean: boolean): JsonValue {
  if (typeof value === "string") return value;
  if (typeof value !== "number" || !Number.isFinite(value)) return null;
  return boolean ? value !== 0 : value;
}
