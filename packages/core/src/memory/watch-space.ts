import { type Entry, PagefileError, type Seq, type Space } from "../contracts/index.ts";
import type { SpaceContext } from "./space-context.ts";
import type { WatchOptions } from "./space-memory.ts";

/**
 * Every entry after a seq, in order and once. The journal's watch begins before the first reading, and each reading goes on
 * where the last one ended: whatever is appended meanwhile is either read or told of, and then read.
 */
export async function* watchSpace(
  { journal, space }: Pick<SpaceContext, "journal" | "space">,
  options: WatchOptions,
): AsyncGenerator<Entry> {
  const { signal } = options;
  const ended = new AbortController();
  const changes = journal.watch({ signal: AbortSignal.any([signal, ended.signal]) })[Symbol.asyncIterator]();
  try {
    let change = next(changes);
    let after = cleanAfter(options.after) ?? (await journal.head(space)).seq;
    for (;;) {
      for await (const entry of journal.read(space, after)) {
        if (signal.aborted) return;
        after = entry.seq;
        yield entry;
      }
      for (let changed = false; !changed; change = next(changes)) {
        const { done, value } = await change;
        if (done === true) return;
        changed = value === space;
      }
    }
  } finally {
    ended.abort();
    // A watch that has told of a change, and is asked for no more, does not see the signal.
    await changes.return?.();
  }
}

/** One that fails is waited for only once everything up to now is read. */
function next(changes: AsyncIterator<Space>): Promise<IteratorResult<Space, unknown>> {
  const change = changes.next();
  change.catch(() => undefined);
  return change;
}

function cleanAfter(after: Seq | undefined): Seq | undefined {
  if (after === undefined || (Number.isSafeInteger(after) && after >= 0)) return after;
  throw new PagefileError("QUERY_INVALID", `Entries are watched after the seq of one, from 0; got ${String(after)}.`);
}
