import type { ListPage, MemoryRecord, Page } from "@pagefile/core/contracts";
import { recordOf, type RecordRow } from "../../journal/entries.ts";
import { pageOf, placeOf } from "../../journal/list-place.ts";
import type { Database } from "../database/database.ts";
import { nameHash } from "../database/name-hash.ts";
import { Parameters } from "../database/parameters.ts";
import { recordColumns } from "./entry-log.ts";

/** One page of a space's current records. */
export async function listRecords(database: Database, space: number, page: ListPage): Promise<Page<MemoryRecord>> {
  const limit = page.limit ?? 100;
  const parameters = new Parameters(space);
  const conditions = conditionsOf(page, parameters).join(" AND ");
  const sql = `SELECT ${recordColumns} FROM record r JOIN entry e ON e.space = r.space AND e.seq = r.seq
    WHERE r.space = $1 AND ${conditions} ORDER BY ${orderOf(page)} LIMIT ${parameters.add(limit + 1)}`;
  const rows = await database.all<RecordRow>(sql, ...parameters.values);
  return pageOf(rows.map(recordOf), page, limit);
}

export function conditionsOf(page: ListPage, parameters: Parameters): readonly string[] {
  const { kind, tag, parent, by, order } = page;
  const given = (value: string | undefined, condition: (parameter: string) => string): readonly string[] =>
    value === undefined ? [] : [condition(parameters.add(value))];
  const marked = (name: string): string => `r.id IN (SELECT id FROM mark WHERE space = $1 AND name = ${parameters.add(name)})`;
  const beyond = order === "descending" ? "<" : ">";
  const place = placeOf(page);
  return [
    kind === undefined ? "r.kind IS NOT NULL" : `r.kind = ${parameters.add(kind)}`,
    ...(page.collection === undefined ? [] : [`r.key IS NOT NULL AND r.collection_hash = ${parameters.add(nameHash(page.collection))}`]),
    ...given(page.keyFrom, (value) => `r.key >= ${value}`),
    ...given(page.keyBelow, (value) => `r.key < ${value}`),
    ...given(page.afterId, (value) => `r.id > ${value}`),
    ...given(page.beforeId, (value) => `r.id < ${value}`),
    ...given(page.createdFrom, (value) => `r.created_at >= ${value}`),
    ...given(page.createdBelow, (value) => `r.created_at < ${value}`),
    ...(tag === undefined ? [] : [marked(`tag:${tag}`)]),
    ...(parent === undefined ? [] : [marked(`parent:${parent}`)]),
    ...(place === undefined || by !== "key" ? [] : [`(r.key, r.id) ${beyond} (${parameters.add(place.key)}, ${parameters.add(place.id)})`]),
    ...(place === undefined || by === "key" ? [] : [`r.id ${beyond} ${parameters.add(place.id)}`]),
  ];
}

export function orderOf({ by, order }: ListPage): string {
  const direction = order === "descending" ? "DESC" : "ASC";
  return by === "key" ? `r.key ${direction}, r.id ${direction}` : `r.id ${direction}`;
}
