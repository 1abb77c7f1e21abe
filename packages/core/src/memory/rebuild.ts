import { type Journal, parseSpace, type Seq, type Space } from "../contracts/index.ts";
import type { Projector } from "../projection/projector.ts";
import type { PendingStore } from "./memory.ts";

export interface RebuildOptions {
  /** @default every space there is, one after the other in the order of their names */
  readonly space?: string;
  /** Stops between two batches; the space under way stays behind and goes on with the next `catchUp`. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RebuildProgress) => void;
}

export interface RebuildProgress {
  readonly space: string;
  /** Entries of the journal that the store has again, in all spaces so far. */
  readonly done: number;
  /** Entries in all spaces, as they were at the start. */
  readonly total: number;
}

export interface RebuildReport {
  readonly store: string;
  /** Spaces that hold everything again. */
  readonly spaces: number;
  /** Entries of the journal that were gone through. */
  readonly entries: number;
  /** Where it stopped and why; empty when the store is current. The spaces after that one are as they were. */
  readonly pending: readonly PendingStore[];
}

/** Fills a store anew from the journal, space by space. @throws TypeError for a store that this memory does not have */
export async function rebuildStore(
  { journal, projector }: { readonly journal: Journal; readonly projector: Projector },
  name: string,
  { space: only, signal, onProgress }: RebuildOptions,
): Promise<RebuildReport> {
  const follower = projector.every.find(({ following }) => following.store.name === name);
  if (follower === undefined) {
    const names = projector.every.map(({ following }) => following.store.name);
    throw new TypeError(`There is no store ${JSON.stringify(name)} here; there are ${names.join(", ")}.`);
  }
  const heads = only === undefined ? await headsOf(journal) : await headOf(journal, parseSpace(only));
  const total = [...heads.values()].reduce((sum, seq) => sum + seq, 0);
  let entries = 0;
  let spaces = 0;
  for (const [space, head] of heads) {
    signal?.throwIfAborted();
    const tell = (seq: Seq): void => onProgress?.({ space, done: entries + Math.min(seq, head), total });
    tell(0);
    const reason = await projector.rebuild(follower, space, { signal, onProgress: tell });
    if (reason !== undefined) {
      const behind = await projector.behind(space, follower.following.store);
      return { store: name, spaces, entries, pending: [{ store: name, space, behind, reason }] };
    }
    entries += head;
    spaces += 1;
  }
  return { store: name, spaces, entries, pending: [] };
}

async function headsOf(journal: Journal): Promise<ReadonlyMap<Space, Seq>> {
  const spaces: Space[] = [];
  for await (const space of journal.spaces("")) spaces.push(space);
  const heads = new Map<Space, Seq>();
  for (const space of spaces) heads.set(space, (await journal.head(space)).seq);
  return heads;
}

async function headOf(journal: Journal, space: Space): Promise<ReadonlyMap<Space, Seq>> {
  return new Map([[space, (await journal.head(space)).seq]]);
}
