import type { Change, Entry, Origin, RecordContent, RecordId } from "../contracts/index.ts";
import { restorationOf } from "../graph/restoration.ts";
import { removalOf } from "../graph/removal.ts";
import { append, originOf, put } from "./append.ts";
import { cleanId } from "./clean-origin.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";
import { notFound, type SpaceContext } from "./space-context.ts";
import { contentOf } from "./content-of.ts";
import type { UndoneRecord, UndoPreview, WriteOptions, WriteReceipt } from "./space-memory.ts";
import { trustedAtMost } from "./trusted-at-most.ts";

/**
 * Appends the state a record had before its last change. Undoing an undo is therefore a redo, and undoing a creation a
 * deletion. What was erased cannot come back. Facts that a fact had ended open again with it, and end with it.
 */
export async function undo(context: SpaceContext, given: RecordId, options: WriteOptions): Promise<WriteReceipt> {
  const id = cleanId(given);
  return context.turns.take(`${context.space} ${id}`, () =>
    retryOnConflict(async () => {
      const changes = await undoing(context, id, options);
      return { ids: changes.map((change) => change.id), append: () => append(context, { changes, options, asked: { undo: id } }) };
    }),
  );
}

/** What an undo would change, as things stand. */
export async function previewUndo(context: SpaceContext, given: RecordId): Promise<UndoPreview> {
  const changes = await undoing(context, cleanId(given), {});
  const ids = changes.map(({ id }) => id);
  const now = new Map((await context.journal.get(context.space, ids)).map((record) => [record.id, contentOf(record)]));
  const records = changes.map((change): UndoneRecord => {
    const before = now.get(change.id);
    return { id: change.id, ...(before !== undefined && { before }), ...(change.type === "put" && { after: change.content }) };
  });
  return { records };
}

async function undoing(context: SpaceContext, id: RecordId, options: WriteOptions): Promise<readonly Change[]> {
  const [before, last] = await lastTwo(context, id);
  if (last === undefined || last.operation === "erase") throw notFound(id);
  const { content, origin } = before ?? {};
  if (content === undefined) return removing(context, last, options);
  return restoring(context, last, { content, origin: restoredOrigin(origin, options.origin) });
}

/** It comes back as it was: who brings it back does not vouch for it. */
function restoredOrigin(before: Origin | undefined, given: Origin | undefined): Origin | undefined {
  if (before === undefined || given === undefined) return given ?? before;
  return trustedAtMost(originOf(given), before.trust);
}

/** A creation is undone as a deletion is made: what belongs to the record goes with it. */
async function removing(context: SpaceContext, { id, version }: Entry, options: WriteOptions): Promise<readonly Change[]> {
  const origin = originOf(options.origin);
  const { along, edits } = await removalOf(context, await context.journal.get(context.space, [id]));
  const others = along.map((one) => ({ type: "delete" as const, id: one, origin }));
  return [{ type: "delete", id, origin, expectedVersion: version }, ...others, ...edits];
}

async function restoring(
  context: SpaceContext,
  last: Entry,
  before: { readonly content: RecordContent; readonly origin: Origin | undefined },
): Promise<readonly Change[]> {
  const { content, edits } = await restorationOf(context, { content: before.content, last });
  const expectedVersion = last.operation === "put" ? last.version : 0;
  return [{ ...put(context, { id: last.id, content, origin: before.origin }), expectedVersion }, ...edits];
}

async function lastTwo({ journal, space }: SpaceContext, id: RecordId): Promise<readonly [Entry | undefined, Entry | undefined]> {
  let before: Entry | undefined;
  let last: Entry | undefined;
  for await (const entry of journal.history(space, id)) [before, last] = [last, entry];
  return [before, last];
}
