import type { Arm, RecordId, RecordKind, Seq } from "../contracts/index.ts";
import type { Follower } from "../projection/follower.ts";
import { type JournalView, tick, type Viewing } from "./journal-view.ts";
import type { Finding, StoreReport } from "./verify.ts";
import { whileAnswering } from "./while-answering.ts";

/** A finding with the version that the store holds; 0 for none. */
export interface LocatedFinding extends Finding {
  readonly stored: number;
}

export interface StoreCheck {
  readonly follower: Follower;
  readonly report: StoreReport;
  readonly located: readonly LocatedFinding[];
}

/** How far each arm of a store has to be: what comes later in the journal is not missed there. */
interface Reach {
  readonly text: Seq;
  readonly vector: Seq;
  readonly buried: ReadonlySet<RecordId>;
}

type Scanned = { readonly id: RecordId; readonly version: number; readonly arm: Arm; readonly embedder?: string };

/** Compares a store with the journal, both ways. */
export async function checkStore(follower: Follower, view: JournalView, viewing: Viewing): Promise<StoreCheck> {
  const { space } = viewing;
  const { name } = follower.following.store;
  const position = Math.min(view.head.seq, await follower.position(space));
  const furthest = await follower.furthest(space);
  const cursor = furthest > view.head.seq ? furthest : position;
  const letters = await follower.deadLetters(space);
  const base = { store: name, cursor, behind: view.head.seq - position, deadLetters: letters.length };
  try {
    const reach = {
      text: await follower.position(space, "text"),
      vector: await follower.position(space, "vector"),
      buried: new Set(letters.map(({ id }) => id)),
    };
    const { located, held } = await compare(follower, { view, viewing, reach });
    const findings = located.map(({ stored: _stored, ...finding }) => finding);
    const scanned = Object.values(held).reduce((sum, count) => sum + count, 0);
    return { follower, located, report: { ...base, scanned, held, findings } };
  } catch (error) {
    viewing.signal?.throwIfAborted();
    return {
      follower,
      located: [],
      report: { ...base, scanned: 0, held: {}, findings: [], unavailable: error instanceof Error ? error.message : String(error) },
    };
  }
}

async function compare(
  follower: Follower,
  { view, viewing, reach }: { view: JournalView; viewing: Viewing; reach: Reach },
): Promise<{ located: readonly LocatedFinding[]; held: Partial<Record<Arm, number>> }> {
  const { store } = follower.following;
  const kinds = Object.keys(store.capabilities.serves) as RecordKind[];
  const held: Partial<Record<Arm, number>> = {};
  for (const kind of kinds) for (const arm of armsOf(follower, kind)) held[arm] = 0;
  const seen = new Map<Arm, Set<RecordId>>();
  const located: LocatedFinding[] = [];
  let scanned = 0;
  for await (const item of whileAnswering(store.scan(viewing.space), viewing.clock)) {
    scanned += 1;
    held[item.arm] = (held[item.arm] ?? 0) + 1;
    await tick(viewing, { phase: store.name, done: scanned, total: Math.max(scanned + 1, view.live.size) });
    const kind = judge(item, { follower, view, reach, seen });
    if (kind !== undefined) located.push({ store: store.name, arm: item.arm, id: item.id, kind, stored: item.version });
  }
  for (const [id, { kind, indexed, worded }] of view.live) {
    if (!indexed || reach.buried.has(id)) continue;
    for (const arm of armsOf(follower, kind)) {
      if (arm === "lexical" && !worded) continue;
      if (seen.get(arm)?.has(id) === true || (view.states.get(id)?.seq ?? 0) > reachOf(follower, arm, reach)) continue;
      located.push({ store: store.name, arm, id, kind: "missing", stored: 0 });
    }
  }
  await tick(viewing, { phase: store.name, done: scanned, total: scanned });
  return { located, held };
}

function judge(
  { id, version, arm, embedder }: Scanned,
  { follower, view, reach, seen }: { follower: Follower; view: JournalView; reach: Reach; seen: Map<Arm, Set<RecordId>> },
): Finding["kind"] | undefined {
  const state = view.states.get(id);
  if (state === undefined) return "orphan";
  const behind = state.seq > reachOf(follower, arm, reach);
  const record = view.live.get(id);
  // A removal that was given up on leaves what should be gone, so it is no excuse.
  if (record === undefined) return behind ? undefined : "orphan";
  const late = behind || reach.buried.has(id);
  if (version > state.version) return "ahead";
  // The vectors of an earlier embedder serve until they are dropped; nobody keeps them current.
  if (arm === "vector" && embedder !== follower.embedderId) return undefined;
  if (!record.indexed || !armsOf(follower, record.kind).includes(arm)) return late ? undefined : "orphan";
  const ids = seen.get(arm) ?? new Set();
  seen.set(arm, ids);
  if (ids.has(id)) return "doubled";
  ids.add(id);
  return version < state.version && !late ? "stale" : undefined;
}

/** The arms in which a store holds a copy of a kind. Tables that are asked inside the journal's database are the records themselves. */
function armsOf({ following: { store, vectorKinds } }: Follower, kind: RecordKind): readonly Arm[] {
  const { serves, transactional = [] } = store.capabilities;
  const own = transactional.includes("sql");
  return (serves[kind] ?? []).filter((arm) => (arm !== "vector" || vectorKinds.has(kind)) && !(arm === "sql" && own));
}

function reachOf({ following }: Follower, arm: Arm, reach: Reach): Seq {
  const { transactional = [] } = following.store.capabilities;
  if (arm === "vector") return reach.vector;
  return transactional.includes(arm) ? Number.POSITIVE_INFINITY : reach.text;
}
