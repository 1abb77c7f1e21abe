import { isPagefileError, type ListPage, type MemoryRecord, PagefileError, type RecordRef } from "../contracts/index.ts";
import { removalOf } from "../graph/removal.ts";
import { append, originOf } from "./append.ts";
import { cleanRef } from "./clean-ref.ts";
import { cleanVersion } from "./draft.ts";
import { limits } from "./limits.ts";
import type { SpaceContext } from "./space-context.ts";
import type { UpdateOptions, WriteReceipt } from "./space-memory.ts";
import { validatePage } from "./validate-page.ts";

/** Deletes by reference. Up to a thousand are one append; more are appended by thousands. */
export async function deleteRefs(context: SpaceContext, given: readonly RecordRef[], options: UpdateOptions): Promise<WriteReceipt> {
  const refs = given.map(cleanRef);
  const receipts: WriteReceipt[] = [];
  for (let from = 0; from === 0 || from < refs.length; from += limits.batch) {
    receipts.push(await deleteBatch(context, { refs: refs.slice(from, from + limits.batch), options: numbered(options, from) }));
  }
  return joined(receipts);
}

/** Deletes everything a page lists, page after page until nothing is left. */
export async function deleteWhere(context: SpaceContext, where: ListPage, options: UpdateOptions): Promise<WriteReceipt> {
  const { limit: _limit, cursor: _cursor, order: _order, by: _by, ...conditions } = validatePage(where);
  if (conditions.asOf !== undefined)
    throw new PagefileError("QUERY_INVALID", "Only what is there now can be deleted, not what was `asOf` an entry.");
  if (Object.keys(conditions).length === 0) {
    throw new PagefileError("QUERY_INVALID", "Deleting needs at least one condition; a list without any names the whole space.");
  }
  const receipts: WriteReceipt[] = [];
  for (;;) {
    const { items } = await context.journal.list(context.space, { ...conditions, limit: limits.batch });
    if (items.length === 0 && receipts.length > 0) return joined(receipts);
    receipts.push(await deleteBatch(context, { refs: items.map(({ id }) => id), options: numbered(options, receipts.length) }));
  }
}

async function deleteBatch(
  context: SpaceContext,
  { refs, options }: { refs: readonly RecordRef[]; options: UpdateOptions },
): Promise<WriteReceipt> {
  const { expectedVersion, idempotencyKey } = options;
  const origin = originOf(options.origin);
  const version = expectedVersion === undefined ? {} : { expectedVersion: cleanVersion(expectedVersion) };
  for (;;) {
    const records = distinct(refs.length === 0 ? [] : await context.journal.get(context.space, refs));
    // With a key there is a first receipt to ask for even when everything is gone already.
    if (records.length === 0 && idempotencyKey === undefined) return nothing(context);
    const { along, edits } = await removalOf(context, records);
    const changes = [
      ...records.map(({ id }) => ({ type: "delete" as const, id, origin, ...version })),
      ...along.map((id) => ({ type: "delete" as const, id, origin })),
      ...edits,
    ];
    try {
      return await append(context, { changes, options, asked: { delete: refs } });
    } catch (error) {
      // Somebody else deleted one of them, or changed a fact around them, since they were read: the next round sees it.
      const raced = isPagefileError(error, "VERSION_CONFLICT") && (expectedVersion === undefined || !names(records, error.current));
      if (!isPagefileError(error, "RECORD_NOT_FOUND") && !raced) throw error;
    }
  }
}

function names(records: readonly MemoryRecord[], current: unknown): boolean {
  return records.some(({ id }) => typeof current === "object" && current !== null && "id" in current && current.id === id);
}

function distinct(records: readonly MemoryRecord[]): readonly MemoryRecord[] {
  return [...new Map(records.map((record) => [record.id, record])).values()];
}

/** Each batch has an idempotency key of its own, the first the caller's. */
function numbered(options: UpdateOptions, batch: number): UpdateOptions {
  return options.idempotencyKey === undefined || batch === 0
    ? options
    : { ...options, idempotencyKey: `${options.idempotencyKey} ${batch}` };
}

async function nothing({ journal, space }: SpaceContext): Promise<WriteReceipt> {
  return { records: [], head: await journal.head(space), pending: [], replayed: false };
}

function joined(receipts: readonly WriteReceipt[]): WriteReceipt {
  const last = receipts.at(-1);
  if (last === undefined) throw new TypeError("There is no receipt to join.");
  return { ...last, records: receipts.flatMap(({ records }) => records), replayed: receipts.every(({ replayed }) => replayed) };
}
