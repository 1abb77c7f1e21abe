import { DatabaseSync, type StatementSync } from "node:sqlite";
import { vi } from "vitest";

/** What was asked of SQLite. */
export interface Watched {
  readonly statements: ReadonlySet<string>;
  /** The words that full-text searches asked for. */
  readonly words: ReadonlySet<string>;
  /** Statements run, with the rows they gave or changed. */
  readonly rows: number;
}

/** Runs a piece of work and watches every statement it prepares. */
export async function watchStatements(run: () => Promise<void>): Promise<Watched> {
  const statements = new Set<string>();
  const words = new Set<string>();
  let rows = 0;
  const { prepare } = DatabaseSync.prototype;
  const spy = vi.spyOn(DatabaseSync.prototype, "prepare").mockImplementation(function (this: DatabaseSync, sql: string): StatementSync {
    statements.add(sql);
    return watched(prepare.call(this, sql), (values, given) => {
      rows += 1 + given;
      if (sql.includes(" MATCH ")) for (const [, word = ""] of String(values[0]).matchAll(/"([^"]+)"/g)) words.add(word);
    });
  });
  try {
    await run();
  } finally {
    spy.mockRestore();
  }
  return { statements, words, rows };
}

function watched(statement: StatementSync, hear: (values: readonly unknown[], rows: number) => void): StatementSync {
  return new Proxy(statement, {
    get(target, property) {
      const member: unknown = Reflect.get(target, property, target);
      if (typeof member !== "function") return member;
      return (...values: unknown[]): unknown => {
        const result: unknown = Reflect.apply(member, target, values);
        // Rows that are read one by one are gathered here, which changes nothing for the reader.
        const rows = property === "iterate" ? [...(result as Iterable<unknown>)] : result;
        hear(values, Array.isArray(rows) ? rows.length : property === "run" ? Number((result as { changes: number }).changes) : 0);
        return property === "iterate" ? (rows as unknown[]).values() : result;
      };
    },
  });
}
