import type { Entry, Journal, RecordContent, RecordId, Space } from "../contracts/index.ts";
import { contentOf } from "./content-of.ts";
import { letOthersRun } from "./let-others-run.ts";
import type { SpaceContext } from "./space-context.ts";
import type { Timeline, TimelineItem } from "./timeline.ts";
import { isAsked, kindOfStep, type Step } from "./timeline-step.ts";
import { type TimelineRequest, writeTimelineCursor } from "./timeline-request.ts";

type Scope = Pick<SpaceContext, "journal" | "space">;

/** Entries read at once while looking for some. */
const stride = 500;

/** Goes back from the newest entry, or from where the page before ended, until the page is full or enough was looked through. */
export async function readTimeline(scope: Scope, request: TimelineRequest): Promise<Timeline> {
  const head = await scope.journal.head(scope.space);
  const newest = Math.min(request.below ?? Infinity, head.seq + 1) - 1;
  const steps: Step[] = [];
  let oldest = newest + 1;
  const last = Math.max(1, newest - request.lookThrough + 1);
  while (oldest > last && steps.length < request.limit) {
    const limit = Math.min(isFiltered(request) ? stride : request.limit, oldest - last);
    const { items } = await scope.journal.entries(scope.space, { below: oldest, limit });
    if (items.length === 0) break;
    for (const step of await withBefore(scope, items)) {
      oldest = step.entry.seq;
      if (isAsked(step, request)) steps.push(step);
      if (steps.length === request.limit) break;
    }
    if (isFiltered(request)) await letOthersRun();
  }
  const next = oldest > 1 ? { next: writeTimelineCursor(request.fingerprint, oldest) } : {};
  const searched = oldest > newest ? { newest: 0, oldest: 0 } : { newest, oldest };
  return { items: await itemsOf(scope, steps), ...next, searched, head };
}

function isFiltered({ operations, kinds, channels, principal, text }: TimelineRequest): boolean {
  return [operations, kinds, channels, principal, text].some((condition) => condition !== undefined);
}

/**
 * Entries without a gap, newest first, with what each changed. An entry of the same record among them says so itself; what
 * the oldest of a record changed is what was there before all of them. Of what is erased neither has anything.
 */
async function withBefore({ journal, space }: Scope, entries: readonly Entry[]): Promise<readonly Step[]> {
  const asOf = (entries.at(-1)?.seq ?? 1) - 1;
  const changed = new Set(entries.filter(({ operation, version }) => version > 1 && operation !== "erase").map(({ id }) => id));
  const records = changed.size === 0 ? [] : await journal.get(space, [...changed], { asOf });
  const contents = new Map<RecordId, RecordContent | undefined>(records.map((record) => [record.id, contentOf(record)]));
  const steps = entries.toReversed().map((entry) => {
    const before = contents.get(entry.id);
    contents.set(entry.id, entry.content);
    return { entry, ...(before && { before }) };
  });
  return steps.toReversed();
}

async function itemsOf(scope: Scope, steps: readonly Step[]): Promise<readonly TimelineItem[]> {
  const newest = await newestVersions(scope, steps);
  return steps.map(({ entry, before }) => {
    const kind = kindOfStep({ entry, ...(before && { before }) });
    const superseded = (newest.get(entry.id) ?? entry.version) > entry.version;
    const undoable = !superseded && entry.operation !== "erase" && entry.salt !== undefined;
    return { entry, ...(kind && { kind }), ...(before && { before }), version: entry.version, superseded, undoable };
  });
}

/** The newest version of each record, deletions counted; of those that are not there now, from their history. */
async function newestVersions({ journal, space }: Scope, steps: readonly Step[]): Promise<ReadonlyMap<RecordId, number>> {
  const ids = [...new Set(steps.map(({ entry }) => entry.id))];
  const versions = new Map((await journal.get(space, ids)).map(({ id, version }) => [id, version]));
  const gone = ids.filter((id) => !versions.has(id));
  const counted = await Promise.all(gone.map(async (id) => [id, await lastVersion(journal, space, id)] as const));
  return new Map([...versions, ...counted]);
}

async function lastVersion(journal: Journal, space: Space, id: RecordId): Promise<number> {
  let last = 0;
  for await (const { version } of journal.history(space, id)) last = version;
  return last;
}
