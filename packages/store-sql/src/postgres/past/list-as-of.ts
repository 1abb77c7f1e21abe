import type { ListPage, MemoryRecord, Page, Seq } from "@pagefile/core/contracts";
import { recordOf, type RecordRow } from "../../journal/entries.ts";
import { pageOf } from "../../journal/list-place.ts";
import type { Database } from "../database/database.ts";
import { Parameters } from "../database/parameters.ts";
import { recordColumns } from "../journal/entry-log.ts";
import { conditionsOf, orderOf } from "../journal/list.ts";
import { joinEntryAsOf } from "./entry-as-of.ts";
import { idBound } from "./milestones.ts";

/** One page of the records that a space had after an entry: of those that still live that life, and of lives that are over. */
export async function listAsOf(database: Database, space: number, page: ListPage & { readonly asOf: Seq }): Promise<Page<MemoryRecord>> {
  const { limit = 100 } = page;
  const bound = await idBound(database, space, page.asOf);
  const parameters = new Parameters(space);
  const asOf = parameters.add(page.asOf);
  const highest = bound === undefined ? [] : [`r.id <= ${parameters.add(bound)}`];
  const conditions = [...conditionsOf(page, parameters), `r.since <= ${asOf}`, ...highest].join(" AND ");
  const end = `ORDER BY ${orderOf(page)} LIMIT ${parameters.add(limit + 1)}`;
  const living = `SELECT r.id, r.key, r.seq FROM record r WHERE r.space = $1 AND ${conditions} ${end}`;
  const over = `SELECT r.id, r.key, r.until FROM past r WHERE r.space = $1 AND ${conditions} AND r.until > ${asOf} ${end}`;
  const sql = `SELECT ${recordColumns} FROM (SELECT r.* FROM ((${living}) UNION ALL (${over})) r ${end}) r
    ${joinEntryAsOf(asOf)} ORDER BY ${orderOf(page)}`;
  const rows = await database.all<RecordRow>(sql, ...parameters.values);
  return pageOf(rows.map(recordOf), page, limit);
}
