import {
  canonicalJson,
  type Change,
  hashText,
  type MemoryRecord,
  type Origin,
  type Receipt,
  type RecordContent,
  type RecordId,
} from "../contracts/index.ts";
import { entitiesOf } from "../graph/graph-body.ts";
import { markTables } from "../tables/table-marks.ts";
import { cleanOrigin, defaultOrigin } from "./clean-origin.ts";
import { cleanName } from "./clean-text.ts";
import { limits } from "./limits.ts";
import { now, type SpaceContext } from "./space-context.ts";
import type { WriteOptions, WriteReceipt } from "./space-memory.ts";

export interface Appending {
  readonly changes: readonly Change[];
  readonly options: WriteOptions;
  /** What the caller asked for, without ids and times made for this attempt: two calls that ask the same are one write. */
  readonly asked: unknown;
}

/** Appends to the journal, then lets the stores follow as the options say. */
export async function append(context: SpaceContext, appending: Appending): Promise<WriteReceipt> {
  const receipt = await appendToJournal(context, appending);
  return { ...receipt, pending: await context.projector.afterWrite(context.space, appending.options.wait ?? "stores") };
}

/** Appends to the journal, after the marks of the tables it fills. The stores are not told. */
export async function appendToJournal(
  context: SpaceContext,
  { changes, options: { idempotencyKey }, asked }: Appending,
): Promise<Omit<WriteReceipt, "pending">> {
  const { journal, space } = context;
  await markTables(context, changes);
  const receipt = await journal.append(space, changes, {
    recordedAt: now(context),
    ...(idempotencyKey === undefined
      ? {}
      : {
          idempotency: {
            key: cleanName("The idempotency key", idempotencyKey, limits.nameLength),
            fingerprint: hashText(canonicalJson(asked)),
          },
        }),
  });
  return summary(receipt);
}

/** A put of a record, with the document for a store inside the journal. */
export function put(
  context: SpaceContext,
  record: { id: RecordId; content: RecordContent; origin?: Origin | undefined },
): Extract<Change, { type: "put" }> {
  const { id, content } = record;
  const origin = withParents(originOf(record.origin), entitiesOf(content));
  const recordedAt = now(context);
  const asRecord: MemoryRecord = { ...content, id, version: 1, seq: 1, recordedAt, origin };
  const document = context.documents(asRecord);
  return { type: "put", id, content, origin, ...(document === undefined ? {} : { document }) };
}

export function originOf(origin: Origin | undefined): Origin {
  return origin === undefined ? defaultOrigin : cleanOrigin(origin);
}

function withParents(origin: Origin, ids: readonly RecordId[]): Origin {
  return ids.length === 0 ? origin : { ...origin, parents: [...new Set([...(origin.parents ?? []), ...ids])] };
}

function summary({ applied, head, replayed }: Receipt): Omit<WriteReceipt, "pending"> {
  return { records: applied.map(({ id, version, outcome }) => ({ id, version, outcome })), head, replayed };
}
