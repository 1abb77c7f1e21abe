import type { SqlQuery, SqlResult } from "@pagefile/core/contracts";
import type { CompiledQuery } from "../../tables/compile-query.ts";
import { refuse } from "../../expressions/refuse.ts";
import { cellsOf } from "../../tables/stored-value.ts";
import type { Database } from "../database/database.ts";
import { listRecords } from "../journal/list.ts";
import { TableSandbox } from "./table-sandbox.ts";

/** Rows over all spaces that are kept from one query to the next, and the most that one query can read. */
const maxRows = 200_000;

interface Kept {
  readonly sandbox: TableSandbox;
  /** What was there when a table was filled: a changed row has a later seq, a removed one leaves fewer. */
  readonly filled: Map<string, { readonly stamp: string; readonly rows: number }>;
}

interface Stamp {
  readonly rows: number;
  readonly seq: number;
}

const selectStamp =
  "SELECT count(*) AS rows, coalesce(max(seq), 0) AS seq FROM record INDEXED BY record_key WHERE space = ? AND key IS NOT NULL AND collection = ? AND kind = 'row'";

/** The sandboxes of the spaces asked last, each filled from the journal's rows as they are at the query. */
export class Sandboxes {
  /** In the order of use, the least recent first. */
  readonly #kept = new Map<number, Kept>();

  async ask(
    query: CompiledQuery & Pick<SqlQuery, "limit" | "timeoutMs">,
    run: <T>(work: (database: Database, space: number) => T) => Promise<T>,
  ): Promise<SqlResult> {
    const { DatabaseSync } = await import("node:sqlite");
    return run((database, space) => {
      const kept = this.#kept.get(space) ?? { sandbox: new TableSandbox(new DatabaseSync(":memory:")), filled: new Map() };
      this.#kept.delete(space);
      this.#kept.set(space, kept);
      for (const table of query.tables) fill(kept, table, { database, space });
      this.#evict();
      return kept.sandbox.ask(query, query);
    });
  }

  close(): void {
    for (const { sandbox } of this.#kept.values()) sandbox.close();
    this.#kept.clear();
  }

  /** Lets go of the least recently used, but never of the one in use. */
  #evict(): void {
    const rowsOf = ({ filled }: Kept): number => [...filled.values()].reduce((sum, { rows }) => sum + rows + 1, 0);
    let rows = [...this.#kept.values()].reduce((sum, kept) => sum + rowsOf(kept), 0);
    for (const [space, kept] of this.#kept) {
      if (rows <= maxRows || this.#kept.size === 1) return;
      rows -= rowsOf(kept);
      kept.sandbox.close();
      this.#kept.delete(space);
    }
  }
}

function fill(
  { sandbox, filled }: Kept,
  table: SqlQuery["tables"][number],
  { database, space }: { database: Database; space: number },
): void {
  const { rows = 0, seq = 0 } = database.get<Stamp>(selectStamp, space, table.name) ?? {};
  if (rows > maxRows) refuse(`Table ${table.name} has ${rows} rows, more than the ${maxRows} that SQL can read here.`);
  const stamp = JSON.stringify([rows, seq, table.columns]);
  if (filled.get(table.name)?.stamp === stamp) return;
  const { items } = listRecords(database, space, { kind: "row", collection: table.name, by: "key", limit: maxRows });
  sandbox.fill(
    table,
    items.map((record) => cellsOf(record, table)),
  );
  filled.set(table.name, { stamp, rows });
}
