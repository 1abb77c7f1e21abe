import { messageBody, toldBy } from "../context/message-body.ts";
import { type MemoryRecord, PagefileError, type RecordKind } from "../contracts/index.ts";
import type { ToolContext } from "./tool.ts";

const pageLength = 2000;

/** One page of a record's full text. */
export function recordPage(record: MemoryRecord, page: number): string {
  const full = toldBy(messageBody(record));
  const pages = Math.max(1, Math.ceil(full.length / pageLength));
  const shown = Math.min(page, pages);
  return `[${record.id}] page ${shown} of ${pages}:\n${full.slice((shown - 1) * pageLength, shown * pageLength).toWellFormed()}`;
}

/**
 * The record that an id, or the beginning of one as search results show it, stands for.
 * @throws PagefileError RECORD_NOT_FOUND, as a sentence for the model
 */
export async function findRecord(space: ToolContext["space"], cited: string, kind: RecordKind): Promise<MemoryRecord> {
  const id = cited
    .trim()
    .replace(/^\[|\]$/g, "")
    .toLowerCase();
  if (citable.test(id)) {
    const bounds = { afterId: fill(id, lowest), beforeId: fill(id, highest) };
    const found = id.length === lowest.length ? await space.getMany([id]) : (await space.list({ kind, ...bounds, limit: 2 })).items;
    const [record] = found;
    if (record !== undefined && record.kind === kind && found.length === 1) return record;
  }
  throw new PagefileError(
    "RECORD_NOT_FOUND",
    `There is no ${kind} with the id ${JSON.stringify(cited.slice(0, 60))} (any more). Copy an id from between [ and ] in a search result.`,
  );
}

/** At least the millisecond of a UUIDv7. */
const citable = /^[0-9a-f]{8}-[0-9a-f]{4}(-(7[0-9a-f]{0,3}(-([89ab][0-9a-f]{0,3}(-[0-9a-f]{0,12})?)?)?)?)?$/;
const lowest = "00000000-0000-7000-8000-000000000000";
const highest = "ffffffff-ffff-7fff-bfff-ffffffffffff";

function fill(id: string, bound: string): string {
  return id + bound.slice(id.length);
}
