import { canonicalJson, hashText, type ListPage, type MemoryRecord, type Page, PagefileError } from "@pagefile/core/contracts";
import type { Database, SqlValue } from "./database.ts";
import { recordColumns, recordOf, type RecordRow } from "./entry-log.ts";

/** One page of a space's current records. */
export function listRecords(database: Database, space: number, page: ListPage): Page<MemoryRecord> {
  const limit = page.limit ?? 100;
  const conditions = conditionsOf(space, page).filter(([, value]) => value !== undefined);
  const sql = `SELECT ${recordColumns} FROM record r ${indexOf(page)} JOIN entry e ON e.space = r.space AND e.seq = r.seq
    WHERE ${conditions.map(([condition]) => condition).join(" AND ")} ORDER BY ${orderOf(page)} LIMIT ?`;
  const values = conditions.map(([, value]) => value ?? null);
  const records = database.all<RecordRow>(sql, ...values, limit + 1).map(recordOf);
  const items = records.slice(0, limit);
  const last = items.at(-1);
  return records.length > limit && last !== undefined
    ? { items, next: JSON.stringify([fingerprint(page), last.key ?? "", last.id]) }
    : { items };
}

/** Each condition with its one parameter; without value it does not apply. */
function conditionsOf(space: number, page: ListPage): readonly (readonly [sql: string, value: SqlValue | undefined])[] {
  const { tag, parent } = page;
  const marked = `r.id IN (SELECT id FROM mark WHERE space = ${space} AND name = ?)`;
  const [key, id] = page.cursor === undefined ? [] : placeFrom(page.cursor, page);
  const beyond = page.order === "descending" ? "<" : ">";
  return [
    ["r.space = ?", space],
    page.kind === undefined ? ["r.kind IS NOT ?", null] : ["r.kind = ?", page.kind],
    ["r.key IS NOT NULL AND r.collection = ?", page.collection],
    ["r.key >= ?", page.keyFrom],
    ["r.key < ?", page.keyBelow],
    ["r.id > ?", page.afterId],
    ["r.created_at >= ?", page.createdFrom],
    ["r.created_at < ?", page.createdBelow],
    [marked, tag === undefined ? undefined : `tag:${tag}`],
    [marked, parent === undefined ? undefined : `parent:${parent}`],
    ...(page.by === "key"
      ? ([[`(r.key, r.id) ${beyond} (SELECT value ->> 0, value ->> 1 FROM (SELECT ? AS value))`, id && JSON.stringify([key, id])]] as const)
      : ([[`r.id ${beyond} ?`, id]] as const)),
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
