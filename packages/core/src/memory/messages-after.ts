import type { RecordId } from "../contracts/index.ts";
import type { SpaceContext } from "./space-context.ts";

/**
 * The messages that come next after some, each in its session. Their vectors are made with the words of the message
 * before, so they have to be made anew when that is erased.
 */
export async function messagesAfter({ journal, space }: SpaceContext, ids: readonly RecordId[]): Promise<readonly RecordId[]> {
  const found = new Set<RecordId>();
  for (let from = 0; from < ids.length; from += 500) {
    for (const { id, kind, attributes } of await journal.get(space, ids.slice(from, from + 500))) {
      const { session } = attributes;
      if (kind !== "message" || session === undefined) continue;
      const { items } = await journal.list(space, { kind: "message", afterId: id, limit: 4 });
      for (const next of items) if (next.attributes["session"] === session) found.add(next.id);
    }
  }
  for (const id of ids) found.delete(id);
  return [...found];
}
