import { type Judgement, recordText, type SpaceMemory } from "@pagefile/core";
import type { MemoryRecord, RecordId } from "@pagefile/core/contracts";
import type { ShownJudgement } from "../protocol/judgement.ts";
import type { ShownRecord } from "../protocol/shown-record.ts";
import { recordTitle, shortened, textOf } from "./record-text.ts";

/** Characters of one record's text in a list. */
const mostInList = 4000;

export interface ShownOptions {
  /** With its body and the whole of its text. @default false */
  readonly whole?: boolean;
}

/** Records as the page shows them, by id, with what was said of each. */
export async function showRecords(
  space: SpaceMemory,
  records: readonly MemoryRecord[],
  options: ShownOptions = {},
): Promise<ReadonlyMap<RecordId, ShownRecord>> {
  const judged = records.length === 0 ? new Map<RecordId, Judgement>() : await space.judgements(records.map(({ id }) => id));
  return new Map(
    records.map((record) => [record.id, showRecord(record, { ...options, space: space.name, judgement: judged.get(record.id) })]),
  );
}

export function showRecord(
  record: MemoryRecord,
  { space, judgement, whole = false }: ShownOptions & { readonly space: string; readonly judgement?: Judgement | undefined },
): ShownRecord {
  const { id, kind, version, seq, body, tags, attributes, createdAt, recordedAt, occurredAt, origin, collection, key } = record;
  const title = recordTitle(record);
  const text = recordText(record);
  const bytes = body instanceof Uint8Array;
  const document = bytes || kind !== "passage" ? "" : textOf(body, "document");
  const page = bytes ? undefined : body["page"];
  return {
    space,
    id,
    kind,
    version,
    seq,
    text: whole ? text : shortened(text, mostInList),
    ...(title !== undefined && { title }),
    ...(document !== "" && { document }),
    ...(kind === "passage" && typeof page === "number" && { page }),
    ...(whole && !bytes && { body }),
    tags,
    attributes,
    createdAt,
    recordedAt,
    ...(occurredAt !== undefined && { occurredAt }),
    origin,
    ...(collection !== undefined && { collection }),
    ...(key !== undefined && { key }),
    ...(judgement !== undefined && { judgement: showJudgement(judgement) }),
  };
}

function showJudgement({ verdict, at, origin, record }: Judgement): ShownJudgement {
  return { verdict, at, by: origin.principal ?? origin.channel, record };
}
