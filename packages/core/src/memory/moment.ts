import { type Entry, type Instant, PagefileError, type Seq } from "../contracts/index.ts";
import { toInstant } from "./instant.ts";
import type { Moment } from "./past-space.ts";
import type { SpaceContext } from "./space-context.ts";

type Scope = Pick<SpaceContext, "journal" | "space">;

/** @throws PagefileError QUERY_INVALID, RECORD_INVALID */
export function cleanMoment(moment: Moment): Seq | Instant {
  if (typeof moment !== "number") return toInstant("A moment", moment);
  if (Number.isSafeInteger(moment) && moment >= 0) return moment;
  throw new PagefileError("QUERY_INVALID", `A moment is a time or the seq of an entry, from 0; got ${moment}.`);
}

/**
 * The seq of the last entry at or before a moment. Times are looked for by halves, so as if they rose from entry to entry:
 * where clocks of several processes disagreed, it is one of the entries at which the time is passed.
 */
export async function seqAt(scope: Scope, moment: Seq | Instant): Promise<Seq> {
  const { seq: head } = await scope.journal.head(scope.space);
  if (typeof moment === "number") return Math.min(moment, head);
  const isBy = async (seq: Seq): Promise<boolean> => ((await entryAt(scope, seq))?.recordedAt ?? "") <= moment;
  // Mostly it is asked for the time that it is.
  if (head === 0 || (await isBy(head))) return head;
  let [by, past] = [0, head];
  while (past - by > 1) {
    const middle = Math.floor((by + past) / 2);
    if (await isBy(middle)) by = middle;
    else past = middle;
  }
  return by;
}

export async function entryAt({ journal, space }: Scope, seq: Seq): Promise<Entry | undefined> {
  const { items } = await journal.entries(space, { after: seq - 1, below: seq + 1, limit: 1 });
  return items[0];
}
