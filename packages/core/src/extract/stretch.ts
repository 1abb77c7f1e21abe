import type { Entry, RecordId, Seq } from "../contracts/index.ts";
import type { Consumer } from "../memory/consumer.ts";
import type { SpaceMemory } from "../memory/space-memory.ts";
import { type SkipReason, type Source, sourceOf } from "./source.ts";

/** A run of the journal: the messages in it that are extracted together, and how far it goes. */
export interface Stretch {
  readonly sources: readonly Source[];
  readonly skipped: readonly { readonly seq: Seq; readonly reason: SkipReason }[];
  /** Everything up to here is in it. */
  readonly through: Seq;
}

export interface StretchOptions {
  readonly after: Seq;
  readonly assistant: boolean;
  /** Whether one more message goes with those before. */
  readonly fits: (sources: readonly Source[], next: Source) => boolean;
}

/** Entries looked at before anything is written. */
const longest = 500;

/** The next messages of a space, in their current versions, as many as fit. */
export async function nextStretch(space: SpaceMemory, consumer: Consumer, options: StretchOptions): Promise<Stretch> {
  const entries: Entry[] = [];
  for await (const entry of consumer.read(space.name, options.after)) if (entries.push(entry) >= longest) break;
  const written = entries.filter(({ operation, content }) => operation === "put" && content?.kind === "message");
  const current = new Map((await space.getMany([...new Set(written.map(({ id }) => id))])).map((record) => [record.id, record]));
  const sources: Source[] = [];
  const skipped: { readonly seq: Seq; readonly reason: SkipReason }[] = [];
  for (const { id, version, seq } of written) {
    const record = current.get(id);
    // A version that was replaced is not extracted any more; the newer one comes later in the journal.
    const source = record === undefined || record.version !== version ? "gone" : sourceOf(record, options);
    if (typeof source === "string") skipped.push({ seq, reason: source });
    else if (sources.length > 0 && !options.fits(sources, source)) return { sources, skipped, through: seq - 1 };
    else sources.push(source);
  }
  return { sources, skipped, through: entries.at(-1)?.seq ?? options.after };
}

/** A message that was given up on, as it is now. */
export async function buriedSource(
  space: SpaceMemory,
  id: RecordId,
  options: { readonly assistant: boolean },
): Promise<Source | undefined> {
  const record = await space.get(id);
  const source = record === undefined ? undefined : sourceOf(record, options);
  return typeof source === "object" ? source : undefined;
}
