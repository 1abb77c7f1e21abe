import { DatabaseSync } from "node:sqlite";
import type { IndexedChange, JsonObject, JsonValue, MemoryRecord, Space, SqlQuery, SqlResult, Store } from "@pagefile/core/contracts";
import { PagefileError } from "@pagefile/core/contracts";
import { inMemoryStore } from "@pagefile/testing";
import { type StoreContext, storeClauses, storeContext } from "../src/index.ts";
import { altered, type Breakage, testBreakages } from "./breakage.ts";

/** What a careless store does: all rows of all spaces in one database, and the model's own text run on it. */
class NaiveTables {
  readonly #rows = new Map<string, { space: Space; record: MemoryRecord }>();
  readonly onlySpace: boolean;

  constructor(onlySpace: boolean) {
    this.onlySpace = onlySpace;
  }

  apply(space: Space, changes: readonly IndexedChange[]): void {
    for (const change of changes) {
      if (change.type === "put") this.#rows.set(`${space} ${change.record.id}`, { space, record: change.record });
      else this.#rows.delete(`${space} ${change.id}`);
    }
  }

  ask(space: Space, { sql, tables, limit }: SqlQuery): SqlResult {
    const database = new DatabaseSync(":memory:");
    const columns = new Map(tables.map(({ name, columns: own }) => [name, own.map((column) => column.name)]));
    columns.set("secrets", ["secret"]);
    for (const [name, own] of columns) database.exec(`CREATE TABLE ${name} (${["key", ...own].join(", ")})`);
    for (const { space: home, record } of this.#rows.values()) {
      const { kind, collection = "", key = "", body } = record;
      const own = columns.get(collection);
      if (kind !== "row" || own === undefined || (this.onlySpace && home !== space)) continue;
      const values = (body as JsonObject)["values"] as JsonObject;
      const cells = own.map((name) => cell(values[name]));
      database.prepare(`INSERT INTO ${collection} VALUES (?${", ?".repeat(own.length)})`).run(key, ...cells);
    }
    try {
      const rows = database.prepare(sql).all() as Record<string, JsonValue>[];
      const shown = rows.slice(0, limit).map((row) => Object.values(row));
      return { columns: Object.keys(rows[0] ?? {}), rows: shown, total: shown.length };
    } catch (cause) {
      throw new PagefileError("STORE_REJECTED", "That did not work.", { cause });
    } finally {
      database.close();
    }
  }
}

function cell(value: JsonValue | undefined): string | number | null {
  if (typeof value === "boolean") return Number(value);
  return typeof value === "string" || typeof value === "number" ? value : null;
}

function naive(title: string, onlySpace: boolean, fails: readonly string[]): Breakage<StoreContext> {
  const context = (): StoreContext => {
    const tables = new NaiveTables(onlySpace);
    const capabilities = { serves: { row: ["lexical", "sql"] } } as const;
    const store = altered<Store>(inMemoryStore({ name: "naive", capabilities }), (own) => ({
      apply(space, changes) {
        tables.apply(space, changes);
        return own.apply(space, changes);
      },
      search: (space: Space, query: { arm: string }, options: object) =>
        (query.arm === "sql"
          ? Promise.resolve().then(() => tables.ask(space, query as SqlQuery))
          : own.search(space, query as never, options)) as never,
    }));
    return storeContext({ store });
  };
  return { title: `a store that ${title}`, context, fails, areas: ["sql"] };
}

const always = [
  "refuses whatever is not one SELECT over these tables, and nothing is wider or gone for it",
  "returns at most as many rows as asked for, and says how many there are",
  "says which table or column is not there, and which are",
];

// What never ends would not end here either: nothing stops a careless store.
const ending = storeClauses.filter(
  ({ area, title }) => area === "sql" && title !== "stops what takes too long, and answers the next query",
);

testBreakages(ending, [
  naive("runs a query's text on the database of all spaces", false, [...always, "never shows a row of another space, whatever is asked"]),
  naive("runs a query's text on a database of the space", true, always),
]);
