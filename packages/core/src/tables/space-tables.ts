import {
  hashText,
  isPagefileError,
  type MemoryRecord,
  type Origin,
  PagefileError,
  type RowBody,
  type TableBody,
} from "../contracts/index.ts";
import { originOf } from "../memory/append.ts";
import { deleteRefs } from "../memory/delete.ts";
import { limits, withinLimit } from "../memory/limits.ts";
import type { SpaceContext } from "../memory/space-context.ts";
import type { Draft, UpdateOptions, WriteOptions, WriteReceipt } from "../memory/space-memory.ts";
import { trustedAtMost } from "../memory/trusted-at-most.ts";
import { write } from "../memory/write.ts";
import { nearestName } from "../turn/nearest-name.ts";
import { queryTables } from "./query-tables.ts";
import { rowValues } from "./row-values.ts";
import { readMarks } from "./table-marks.ts";
import { definedAs, definitionOf, definitionPage } from "./table-definition.ts";
import { definitionCollection, tableName } from "./table-name.ts";
import { tablesIn } from "./tables-in.ts";
import type { RowDraft, RowsReceipt, TableDefinition, TableQueryOptions, TableResult, TableRow, Tables } from "./tables.ts";

const maxTables = 100;
const attempts = 20;

/** The tables of one space, as records of its journal. */
export class SpaceTables implements Tables {
  readonly #context: SpaceContext;

  constructor(context: SpaceContext) {
    this.#context = context;
  }

  async define(table: string, definition: TableDefinition, options: WriteOptions = {}): Promise<TableBody> {
    const name = tableName(table);
    for (let left = attempts; ; left -= 1) {
      const before = await this.#record(definitionCollection, name);
      const known = before && definitionOf(before);
      const body = definedAs(name, definition, known);
      if (known !== undefined && JSON.stringify(body) === JSON.stringify(known)) return known;
      if (known === undefined) withinLimit("The number of tables", (await this.list()).length + 1, maxTables);
      try {
        const draft = rowDraft(definitionCollection, name, { body, expectedVersion: before?.version ?? 0 });
        await write(this.#context, [draft], before === undefined ? options : { ...options, origin: definedBy(before, options.origin) });
        return body;
      } catch (error) {
        if (left <= 1 || !isPagefileError(error, "VERSION_CONFLICT")) throw error;
      }
    }
  }

  async describe(table: string): Promise<TableBody> {
    const name = typeof table === "string" ? table.toLowerCase() : "";
    const tables = await this.list();
    const found = tables.find((one) => one.name === name);
    if (found !== undefined) return found;
    throw noTable(String(table), tables);
  }

  async list(): Promise<readonly TableBody[]> {
    this.#context.assertOpen();
    const { items } = await this.#context.journal.list(this.#context.space, definitionPage);
    return items.map(definitionOf).filter((table) => table !== undefined);
  }

  async put(table: string, rows: RowDraft | readonly RowDraft[], options: WriteOptions = {}): Promise<RowsReceipt> {
    const definition = await this.describe(table);
    const list = isList(rows) ? rows : [rows];
    withinLimit("The number of rows in one put", list.length, limits.batch);
    // Made from the caller's key where there is one, so that the same call again asks for the same rows.
    const seed = options.idempotencyKey ?? this.#context.ids.next();
    const drafts = list.map(({ key, values }, at) => {
      const body: RowBody = { values: rowValues(definition, values) };
      if (key !== undefined) return rowDraft(definition.name, key, { body, onConflict: "replace" });
      return rowDraft(definition.name, hashText(`${seed} ${at}`).slice(0, 12), { body, onConflict: "fail" });
    });
    const receipt = await write(this.#context, drafts, options);
    return { ...receipt, keys: drafts.map(({ key }) => key) };
  }

  async get(table: string, keys: readonly string[]): Promise<readonly TableRow[]> {
    const { name } = await this.describe(table);
    withinLimit("The number of rows asked for", keys.length, limits.refs);
    const refs = keys.map((key) => ({ kind: "row" as const, collection: name, key }));
    const records = keys.length === 0 ? [] : await this.#context.journal.get(this.#context.space, refs);
    return records.map(rowOf);
  }

  async delete(table: string, keys: readonly string[], options: UpdateOptions = {}): Promise<WriteReceipt> {
    const { name } = await this.describe(table);
    const refs = keys.map((key) => ({ kind: "row" as const, collection: name, key }));
    return deleteRefs(this.#context, refs, options);
  }

  async query(sql: string, options: TableQueryOptions = {}): Promise<TableResult> {
    const { stores, space } = this.#context;
    return queryTables({ stores, space, tables: await this.list() }, sql, options);
  }

  async marksIn(sql: string): Promise<readonly MemoryRecord[]> {
    const names = (await this.list()).map(({ name }) => name);
    return readMarks(this.#context, tablesIn(sql, names));
  }

  async #record(collection: string, key: string): Promise<MemoryRecord | undefined> {
    this.#context.assertOpen();
    return (await this.#context.journal.get(this.#context.space, [{ kind: "row", collection, key }]))[0];
  }
}

/** Names that are there stay, whoever defines the table again, and so it is trusted no more than before. */
function definedBy({ origin: before }: MemoryRecord, origin: Origin | undefined): Origin {
  return trustedAtMost(originOf(origin), before.trust);
}

/** Rows are looked up and asked by SQL, and their definitions read as they are: no text search has them. */
function rowDraft(collection: string, key: string, rest: Omit<Draft, "kind">): Draft & { readonly key: string } {
  return { kind: "row", collection, key, index: false, ...rest };
}

function rowOf({ id, key = "", version, recordedAt, body }: MemoryRecord): TableRow {
  const { values } = (body instanceof Uint8Array ? {} : body) as Partial<RowBody>;
  return { id, key, version, recordedAt, values: values ?? {} };
}

function noTable(name: string, tables: readonly TableBody[]): PagefileError {
  const shown = JSON.stringify(name.slice(0, 80));
  if (tables.length === 0) return new PagefileError("RECORD_NOT_FOUND", `There is no table ${shown}, and no other: define it first.`);
  const names = tables.map((table) => table.name);
  const nearest = nearestName(name, names);
  const meant = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
  return new PagefileError("RECORD_NOT_FOUND", `There is no table ${shown}.${meant} The tables are ${names.join(", ")}.`);
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}
