import type { ListPage, MemoryRecord, Page } from "@pagefile/core/contracts";
import { recordOf, type RecordRow } from "../../journal/entries.ts";
import { pageOf, placeOf } from "../../journal/list-place.ts";
import type { Database, SqlValue } from "../database/database.ts";
import { recordColumns } from "./entry-log.ts";
import type { Condition } from "../store/filter-sql.ts";

/** One page of a space's current records. */
export function listRecords(database: Database, space: number, page: ListPage): Page<MemoryRecord> {
  const limit = page.limit ?? 100;
  const conditions = conditionsOf(space, page);
  const sql = `SELECT ${recordColumns} FROM record r ${indexOf(page)} JOIN entry e ON e.space = r.space AND e.seq = r.seq
    WHERE ${conditions.map(({ sql: condition }) => condition).join(" AND ")} ORDER BY ${orderOf(page)} LIMIT ?`;
  const records = database.all<RecordRow>(sql, ...conditions.flatMap(({ values }) => values), limit + 1).map(recordOf);
  return pageOf(records, page, limit);
}

export function conditionsOf(space: number, page: ListPage): readonly Condition[] {
  const { kind, tag, parent, by, order } = page;
  const where = (sql: string, ...values: SqlValue[]): Condition => ({ sql, values });
  const given = (sql: string, value: string | undefined): readonly Condition[] => (value === undefined ? [] : [where(sql, value)]);
  const marked = (name: string): Condition => where("r.id IN (SELECT id FROM mark WHERE space = ? AND name = ?)", space, name);
  const beyond = order === "descending" ? "<" : ">";
  const place = placeOf(page);
  return [
    where("r.space = ?", space),
    kind === undefined ? where("r.kind IS NOT NULL") : where("r.kind = ?", kind),
    ...given("r.key IS NOT NULL AND r.collection = ?", page.collection),
    ...given("r.key >= ?", page.keyFrom),
    ...given("r.key < ?", page.keyBelow),
    ...given("r.id > ?", page.afterId),
    ...given("r.id < ?", page.beforeId),
    ...given("r.created_at >= ?", page.createdFrom),
    ...given("r.created_at < ?", page.createdBelow),
    ...(tag === undefined ? [] : [marked(`tag:${tag}`)]),
    ...(parent === undefined ? [] : [marked(`parent:${parent}`)]),
    ...(place === undefined || by !== "key" ? [] : [where(`(r.key, r.id) ${beyond} (?, ?)`, place.key, place.id)]),
    ...(place === undefined || by === "key" ? [] : [where(`r.id ${beyond} ?`, place.id)]),
  ];
}

/** SQLite keeps no statistics here, and by itself walks the whole space to find a few records of one kind. */
export function indexOf({ kind, collection, tag, parent }: ListPage): string {
  if (tag !== undefined || parent !== undefined) return "";
  if (collection !== undefined) return "INDEXED BY record_key";
  return kind === undefined ? "" : "INDEXED BY record_kind";
}

export function orderOf({ by, order }: ListPage): string {
  const direction = order === "descending" ? "DESC" : "ASC";
  return by === "key" ? `r.key ${direction}, r.id ${direction}` : `r.id ${direction}`;
}
