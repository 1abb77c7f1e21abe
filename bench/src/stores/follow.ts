import { openMemory } from "@pagefile/core";
import { parseSpace } from "@pagefile/core/contracts";
import { randomEmbedder } from "../engine/corpus.ts";
import { measureLag } from "./lag.ts";
import { measureRebuild } from "./rebuild.ts";
import { dimensions } from "./side.ts";
import type { Subject } from "./subjects.ts";

export interface FollowOptions {
  readonly seconds: number;
  /** How many records a rebuild goes through. */
  readonly records: number;
  /** How long a rebuild is watched. @default to its end */
  readonly longestMs?: number | undefined;
  readonly progress: (text: string) => void;
}

const written = ["bench/one", "bench/two", "bench/three", "bench/four"].map(parseSpace);
const rebuilt = parseSpace("bench/rebuilt");

/** How far a store is behind at 1,000 records a second, and how fast it is filled anew. */
export async function follow(subject: Subject, { seconds, ...options }: FollowOptions): Promise<object> {
  const { journal, stores } = subject.stack();
  const embedder = randomEmbedder(dimensions);
  await using memory = openMemory({ journal, stores, embedder, storeDeadlineMs: 600_000 });
  const { name } = stores[0] ?? journal;
  const cursors = new Map(written.map((space) => [space, journal.cursor(space, `${name}@${embedder.id}`)]));
  const has = async (space: (typeof written)[number], seq: number): Promise<boolean> => ((await cursors.get(space)?.get()) ?? 0) >= seq;
  const lag = await measureLag(memory, { subject, seconds, spaces: written, has });
  const rebuild = await measureRebuild(memory, { ...options, subject, journal, name, space: rebuilt });
  for (const store of stores) for (const space of [...written, rebuilt]) await store.drop(space);
  return { lag, rebuild };
}
