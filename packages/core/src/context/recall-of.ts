import type { Journal, MemoryRecord, RecordId, Space } from "../contracts/index.ts";
import type { KeptRecall } from "./kept-recall.ts";
import { readKeptRecall } from "./kept-recall-body.ts";
import { messageBody } from "./message-body.ts";

/** Messages after the user's among which those of its turn are looked for. */
const furthest = 100;

/**
 * The recall that a message rests on, from any message of a turn: the newest one kept in the turn up to that message, since a turn
 * that was gone on with recalled again, or else the turn's first.
 */
export async function recallOf(
  { journal, space }: { readonly journal: Journal; readonly space: Space },
  id: RecordId,
): Promise<KeptRecall | undefined> {
  const get = async (one: RecordId | undefined): Promise<MemoryRecord | undefined> =>
    one === undefined ? undefined : (await journal.get(space, [one]))[0];
  const message = await get(id);
  if (message?.kind !== "message") return undefined;
  const own = readKeptRecall(message.body, id);
  if (own !== undefined) return own;
  const { role } = messageBody(message);
  // Results were made from the calls, and the calls from what the user said.
  const calls = role === "tool" ? await get(message.origin.parents?.[0]) : message;
  const asked = role === "user" ? id : calls?.origin.parents?.[0];
  if (asked === undefined) return undefined;
  const { items } = await journal.list(space, { kind: "message", afterId: asked, limit: furthest });
  const kept = items.filter(({ origin }) => origin.parents?.[0] === asked).flatMap(({ body, id: at }) => readKeptRecall(body, at) ?? []);
  return kept.findLast((recall) => recall.message <= id) ?? kept[0];
}
