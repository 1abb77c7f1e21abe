import type { IndexedChange, RecordId } from "../contracts/index.ts";
import type { Follower } from "../projection/follower.ts";
import { putOf } from "../projection/changes-of.ts";
import type { JournalView } from "./journal-view.ts";
import type { SpaceContext } from "./space-context.ts";
import type { LocatedFinding, StoreCheck } from "./store-check.ts";
import type { RepairReport, VerifyReport } from "./verify.ts";
import { type VerifyOptions, verifySpace } from "./verify-space.ts";

const pageSize = 500;

/** Brings every store to what the journal says: catches up, tries buried records again, mends what verification finds. */
export async function repairSpace(context: SpaceContext, options: VerifyOptions): Promise<RepairReport> {
  const { projector, space } = context;
  const behind = await projector.lag(space);
  const caughtUp = (verified: VerifyReport): number => Math.max(0, behind - verified.stores.reduce((sum, store) => sum + store.behind, 0));
  let repaired = await projector.catchUpSpace(space);
  const { view, checks, report } = await verifySpace(context, options);
  if (report.sound) return { verified: report, repaired, caughtUp: caughtUp(report) };
  for (const check of checks) {
    options.signal?.throwIfAborted();
    repaired += await check.follower.stepBack(space, view.head.seq);
    // A store that fails half-way is as it was, or better; what is left is in the report.
    await mend(context, view, check).catch(() => undefined);
  }
  let after = await verifySpace(context, options);
  // What a change cannot reach, such as a copy under a foreign name, is gone once the store has forgotten the space.
  for (const { follower } of after.checks.filter(({ located }) => located.length > 0))
    await rebuild(context, follower).catch(() => undefined);
  if (countOf(after.checks) > 0) after = await verifySpace(context, options);
  const mended = Math.max(0, countOf(checks) - countOf(after.checks));
  return { verified: after.report, repaired: repaired + mended, caughtUp: caughtUp(after.report) };
}

async function mend(context: SpaceContext, view: JournalView, { follower, located }: StoreCheck): Promise<void> {
  // A store refuses older versions, so one that is ahead takes nothing any more until it has forgotten.
  if (located.some(({ kind }) => kind === "ahead")) return rebuild(context, follower);
  const byId = new Map<RecordId, LocatedFinding>();
  // Of several findings about a record, the one with the newest version in the store.
  for (const finding of located) if ((byId.get(finding.id)?.stored ?? -1) < finding.stored) byId.set(finding.id, finding);
  const surplus = new Set(located.filter(({ kind }) => kind === "orphan" || kind === "doubled").map(({ id }) => id));
  const ids = [...byId.keys()];
  for (let from = 0; from < ids.length; from += pageSize) {
    const page = ids.slice(from, from + pageSize);
    // An older or a missing version is replaced by the put alone; what is there too much is taken out first.
    await follower.apply(
      context.space,
      page.filter((id) => surplus.has(id)).map((id) => removal(view, id, byId.get(id)?.stored ?? 0)),
    );
    const records = await context.journal.get(context.space, page);
    await follower.apply(
      context.space,
      records.map((record) => putOf(record, context.documents)),
    );
  }
}

function removal({ head, states }: JournalView, id: RecordId, stored: number): IndexedChange {
  const state = states.get(id);
  return { type: "remove", seq: state?.seq ?? head.seq, id, version: Math.max(stored, state?.version ?? 0) };
}

async function rebuild({ journal, space, documents }: SpaceContext, follower: Follower): Promise<void> {
  await follower.following.store.drop(space);
  let cursor: string | undefined;
  do {
    const page = await journal.list(space, { limit: pageSize, ...(cursor === undefined ? {} : { cursor }) });
    await follower.apply(
      space,
      page.items.map((record) => putOf(record, documents)),
    );
    cursor = page.next;
  } while (cursor !== undefined);
}

function countOf(checks: readonly StoreCheck[]): number {
  return checks.reduce((sum, { located }) => sum + located.length, 0);
}
