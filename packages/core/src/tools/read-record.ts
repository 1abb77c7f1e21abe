import { messageBody, toldBy } from "../context/message-body.ts";
import { citationOf } from "../retrieval/render.ts";
import { type MemoryRecord, PagefileError, type RecordKind } from "../contracts/index.ts";
import type { OpenMount } from "./open-mount.ts";
import type { ToolContext } from "./tool.ts";

const pageLength = 2000;

/** One page of a record's full text, with where it stands. */
export function recordPage({ record, mount }: FoundRecord, page: number): string {
  const full = toldBy(messageBody(record));
  const pages = Math.max(1, Math.ceil(full.length / pageLength));
  const shown = Math.min(page, pages);
  const from = [citationOf(record), mount?.title].filter((place) => place !== undefined).join(" in ");
  return `[${record.id}] page ${shown} of ${pages}${from === "" ? "" : `, from ${from}`}:\n${full.slice((shown - 1) * pageLength, shown * pageLength).toWellFormed()}`;
}

export interface FoundRecord {
  readonly record: MemoryRecord;
  /** The mount it is in, if not in the agent's own space. */
  readonly mount?: OpenMount;
}

type Places = Pick<ToolContext, "space" | "mounts">;

/**
 * The record that an id, or the beginning of one as search results show it, stands for, in the agent's own space or a mount.
 * @throws PagefileError RECORD_NOT_FOUND, as a sentence for the model
 */
export async function findRecord({ space, mounts }: Places, cited: string, kind: RecordKind): Promise<FoundRecord> {
  const id = cited
    .trim()
    .replace(/^\[|\]$/g, "")
    .toLowerCase();
  if (citable.test(id)) {
    const whole = id.length === lowest.length;
    const places = [{ space }, ...mounts.map((mount) => ({ space: mount.space, mount }))];
    const found = await Promise.all(
      places.map(async ({ space: place, ...where }) => {
        const records = whole ? await place.getMany([id]) : (await place.list({ kind, ...boundsOf(id), limit: 2 })).items;
        return records.filter((record) => record.kind === kind).map((record): FoundRecord => ({ record, ...where }));
      }),
    );
    const [first, second] = found.flat();
    if (first !== undefined && (whole || second === undefined)) return first;
  }
  throw new PagefileError(
    "RECORD_NOT_FOUND",
    `There is no ${kind} with the id ${JSON.stringify(cited.slice(0, 60))} (any more). Copy an id from between [ and ] in a search result.`,
  );
}

/**
 * A record that the agent's own space holds.
 * @throws PagefileError RECORD_NOT_FOUND, MOUNT_READ_ONLY, as sentences for the model
 */
export async function findOwnRecord(places: Places, cited: string, kind: RecordKind): Promise<MemoryRecord> {
  const { record, mount } = await findRecord(places, cited, kind);
  if (mount === undefined) return record;
  throw new PagefileError("MOUNT_READ_ONLY", `This ${kind} is in ${mount.title} and cannot be changed from here. Your own memory can.`);
}

function boundsOf(id: string): { readonly afterId: string; readonly beforeId: string } {
  return { afterId: fill(id, lowest), beforeId: fill(id, highest) };
}

/** At least the millisecond of a UUIDv7. */
const citable = /^[0-9a-f]{8}-[0-9a-f]{4}(-(7[0-9a-f]{0,3}(-([89ab][0-9a-f]{0,3}(-[0-9a-f]{0,12})?)?)?)?)?$/;
const lowest = "00000000-0000-7000-8000-000000000000";
const highest = "ffffffff-ffff-7fff-bfff-ffffffffffff";

function fill(id: string, bound: string): string {
  return id + bound.slice(id.length);
}
