import type { RecordId } from "../contracts/index.ts";
import { removalOf } from "../graph/removal.ts";
import { append } from "./append.ts";
import { cleanIds } from "./clean-origin.ts";
import { derivedFrom, readLineage } from "./derived-records.ts";
import { messagesAfter } from "./messages-after.ts";
import { retryOnConflict } from "./retry-on-conflict.ts";
import { now, type SpaceContext } from "./space-context.ts";
import type { EraseOptions, EraseReceipt } from "./space-memory.ts";

/** Erases records and what was derived from them, then tells the stores. */
export async function erase(context: SpaceContext, given: RecordId | readonly RecordId[], options: EraseOptions): Promise<EraseReceipt> {
  const { journal, projector, space } = context;
  const asked = cleanIds(given);
  const lineage = await readLineage(journal.read(space, 0));
  const there = (ids: readonly RecordId[]): readonly RecordId[] => ids.filter((id) => lineage.entries.has(id));
  const erased = there(asked);
  const derived = there(derivedFrom(lineage, asked));
  if (options.preview === true || erased.length + derived.length === 0) {
    const entries = [...erased, ...derived].reduce((sum, id) => sum + (lineage.entries.get(id) ?? 0), 0);
    return { erased, derived, entries, head: await journal.head(space), scrubbed: true, pending: [] };
  }
  const ids = [...erased, ...derived];
  await openEnded(context, ids);
  const next = projector.embeds("message") ? await messagesAfter(context, ids) : [];
  const { entries, head, scrubbed } = await journal.erase(space, ids, { recordedAt: now(context) });
  const pending = await projector.afterWrite(space, "stores");
  const refusing = await projector.refusing(space, ids);
  const late = await projector.renewVectors(space, await journal.get(space, next));
  return { erased, derived, entries, head, scrubbed, pending: [...pending, ...refusing, ...late] };
}

/** Facts that are to be erased first give the time of those they ended back: nothing else would remember that they had. */
async function openEnded(context: SpaceContext, ids: readonly RecordId[]): Promise<void> {
  await retryOnConflict(async () => {
    const { edits: changes } = await removalOf(context, await context.journal.get(context.space, ids));
    const done = async (): Promise<void> => {
      if (changes.length > 0) await append(context, { changes, options: { wait: "journal" }, asked: { erase: ids } });
    };
    return { ids: changes.map(({ id }) => id), append: done };
  });
}
