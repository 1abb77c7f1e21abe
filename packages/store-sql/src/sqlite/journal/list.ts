import { canonicalJson, hashText, type ListPage, type MemoryRecord, type Page, PagefileError } from "@pagefile/core/contracts";
import type { Database, SqlValue } from "../database/database.ts";
import { recordColumns, recordOf, type RecordRow } from "./entry-log.ts";
import type { Condition } from "../store/filter-sql.ts";

/** One page of a space's current records. */
export function listRecords(database: Database, space: number, page: ListPage): Page<MemoryRecord> {
  const limit = page.limit ?? 100;
  const conditions = conditionsOf(space, page);
  const sql = `SELECT ${recordColumns} FROM record r ${indexOf(page)} JOIN entry e ON e.space = r.space AND e.seq = r.seq
    WHERE ${conditions.map(({ sql: condition }) => condition).join(" AND ")} ORDER BY ${orderOf(page)} LIMIT ?`;
  const records = database.all<RecordRow>(sql, ...conditions.flatMap(({ values }) => values), limit + 1).map(recordOf);
  const items = records.slice(0, limit);
  const last = items.at(-1);
  if (records.length <= limit || last === undefined) return { items };
  return { items, next: JSON.stringify([fingerprint(page), last.key ?? "", last.id]) };
}

function conditionsOf(space: number, page: ListPage): readonly Condition[] {
  const { kind, tag, parent, by, order, cursor } = page;
  const where = (sql: string, ...values: SqlValue[]): Condition => ({ sql, values });
  const given = (sql: string, value: string | undefined): readonly Condition[] => (value === undefined ? [] : [where(sql, value)]);
  const marked = (name: string): Condition => where("r.id IN (SELECT id FROM mark WHERE space = ? AND name = ?)", space, name);
  const beyond = order === "descending" ? "<" : ">";
  const [key, id] = cursor === undefined ? [] : placeFrom(cursor, page);
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
    ...(key === undefined || id === undefined || by !== "key" ? [] : [where(`(r.key, r.id) ${beyond} (?, ?)`, key, id)]),
    ...(id === undefined || by === "key" ? [] : [where(`r.id ${beyond} ?`, id)]),
  ];
}

/** SQLite keeps no statistics here, and by itself walks the whole space to find a few records of one kind. */
function indexOf({ kind, collection, tag, parent }: ListPage): string {
  if (tag !== undefined || parent !== undefined) return "";
  if (collection !== undefined) return "INDEXED BY record_key";
  return kind === undefined ? "" : "INDEXED BY record_kind";
}

function orderOf({ by, order }: ListPage): string {
  const direction = order === "descending" ? "DESC" : "ASC";
  return by === "key" ? `r.key ${direction}, r.id ${direction}` : `r.id ${direction}`;
}

/** Where the page before ended: its last record's key and id. */
function placeFrom(cursor: string, page: ListPage): readonly [key: string, id: string] {
  try {
    const parts: unknown = JSON.parse(cursor);
    if (Array.isArray(parts) && parts[0] === fingerprint(page)) return [String(parts[1]), String(parts[2])];
  } catch {
    // Not one of ours: the same error as for one of another list.
  }
  throw new PagefileError("QUERY_INVALID", "The cursor belongs to another list.");
}

/** Tells pages of one list: everything but the limit. */
function fingerprint(page: ListPage): string {
  const conditions = { by: "id", order: "ascending", ...page, limit: undefined, cursor: undefined };
  return hashText(canonicalJson(conditions)).slice(0, 16);
}
