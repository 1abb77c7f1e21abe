import type { Change, Entry, RecordId } from "../contracts/index.ts";
import { append, originOf, put } from "./append.ts";
import { cleanId } from "./clean-origin.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";
import { notFound, type SpaceContext } from "./space-context.ts";
import type { WriteOptions, WriteReceipt } from "./space-memory.ts";

/**
 * Appends the state a record had before its last change. Undoing an undo is therefore a redo, and undoing a creation a
 * deletion. What was erased cannot come back.
 */
export async function undo(context: SpaceContext, given: RecordId, options: WriteOptions): Promise<WriteReceipt> {
  const id = cleanId(given);
  return context.turns.take(`${context.space} ${id}`, () =>
    retryOnConflict(async () => {
      const [before, last] = await lastTwo(context, id);
      if (last === undefined || last.operation === "erase") throw notFound(id);
      const change = restoring(context, { before, last, options });
      return { id, append: () => append(context, { changes: [change], options, asked: { undo: id } }) };
    }),
  );
}

function restoring(
  context: SpaceContext,
  { before, last, options }: { before: Entry | undefined; last: Entry; options: WriteOptions },
): Change {
  const { id, version } = last;
  const live = last.operation === "put";
  if (before?.content === undefined) return { type: "delete", id, origin: originOf(options.origin), expectedVersion: version };
  const origin = options.origin ?? before.origin;
  return { ...put(context, { id, content: before.content, origin }), expectedVersion: live ? version : 0 };
}

async function lastTwo({ journal, space }: SpaceContext, id: RecordId): Promise<readonly [Entry | undefined, Entry | undefined]> {
  let before: Entry | undefined;
  let last: Entry | undefined;
  for await (const entry of journal.history(space, id)) [before, last] = [last, entry];
  return [before, last];
}
