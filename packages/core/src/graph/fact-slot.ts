import type { Change, FactBody, RecordRef } from "../contracts/index.ts";
import { put } from "../memory/append.ts";
import { now, type SpaceContext } from "../memory/space-context.ts";

/**
 * A record that every new fact of a subject and predicate writes anew, on the version it read: of two writers who saw the
 * same facts one has to look again, so that neither a doubled fact nor two values of a single-valued predicate come of it.
 */
export async function claimSlot(context: SpaceContext, { subject, predicate }: Pick<FactBody, "subject" | "predicate">): Promise<Change> {
  const ref = { kind: "block", collection: slotCollection, key: `${subject} ${predicate}` } as const satisfies RecordRef;
  const [record] = await context.journal.get(context.space, [ref]);
  const content = { ...ref, body: {}, tags: [], attributes: {}, createdAt: now(context), index: false };
  const origin = { channel: "system", trust: "system", parents: [subject] } as const;
  return { ...put(context, { id: record?.id ?? context.ids.next(), content, origin }), expectedVersion: record?.version ?? 0 };
}

export const slotCollection = "facts";
