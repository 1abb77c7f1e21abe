import type { ListPage, MemoryRecord, Page, RecordId, Seq } from "@pagefile/core/contracts";
import { pageOf } from "../../journal/list-place.ts";
import type { Database } from "../database/database.ts";
import { conditionsOf, indexOf, orderOf } from "../journal/list.ts";
import type { Condition } from "../store/filter-sql.ts";
import { idBound } from "./milestones.ts";
import { recordAsOf } from "./records-as-of.ts";

type PastPage = ListPage & { readonly asOf: Seq };

interface Found {
  readonly id: RecordId;
  readonly key: string | null;
  /** An entry from which the record's chain goes back to the moment. */
  readonly seq: Seq;
}

/** One page of the records that a space had after an entry: of those that still live that life, and of lives that are over. */
export function listAsOf(database: Database, space: number, page: PastPage): Page<MemoryRecord> {
  const { asOf, limit = 100 } = page;
  const bound = idBound(database, space, asOf);
  const conditions = [...conditionsOf(space, page), ...(bound === undefined ? [] : [{ sql: "r.id <= ?", values: [bound] }])];
  const living = selection(page, { from: `r.seq FROM record r ${indexOf(page)}`, conditions: [...conditions, began(asOf)] });
  const over = selection(page, {
    from: `r.until AS seq FROM past r ${indexOf(page).replace("record_", "past_")}`,
    conditions: [...conditions, began(asOf), { sql: "r.until > ?", values: [asOf] }],
  });
  const sql = `SELECT r.* FROM (${living.sql} UNION ALL ${over.sql}) r ORDER BY ${orderOf(page)} LIMIT ?`;
  const found = database.all<Found>(sql, ...living.values, ...over.values, limit + 1);
  const records = found.map(({ seq }) => recordAsOf(database, space, { from: seq, asOf })).filter((record) => record !== undefined);
  return pageOf(records, page, limit);
}

function began(asOf: Seq): Condition {
  return { sql: "r.since <= ?", values: [asOf] };
}

/** In a subquery of its own, so that it ends at its limit. */
function selection(page: PastPage, { from, conditions }: { from: string; conditions: readonly Condition[] }): Condition {
  const where = conditions.map(({ sql }) => sql).join(" AND ");
  return {
    sql: `SELECT * FROM (SELECT r.id, ${page.by === "key" ? "r.key" : "NULL AS key"}, ${from} WHERE ${where} ORDER BY ${orderOf(page)} LIMIT ?)`,
    values: [...conditions.flatMap(({ values }) => values), (page.limit ?? 100) + 1],
  };
}
