import type { Journal, Space } from "@pagefile/core/contracts";
import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { instant, type JournalContext } from "./journal-context.ts";

/** Resolves when a watch yields the space; the watch is over then, which is part of what is tested. */
async function seen(journal: Journal, space: Space): Promise<void> {
  const end = new AbortController();
  const tooLong = setTimeout(() => end.abort(), 10_000);
  let found = false;
  for await (const changed of journal.watch({ signal: end.signal })) {
    found ||= changed === space;
    if (found) end.abort();
  }
  clearTimeout(tooLong);
  expect(found, "the watch yields the space within ten seconds").toBe(true);
}

export const watchClauses: readonly Clause<JournalContext>[] = inArea("watch", [
  {
    title: "yields a space when something is appended to it, to every watcher",
    async run(context) {
      const watchers = [seen(context.journal, context.space), seen(context.journal, context.space)];
      await context.write();
      await Promise.all(watchers);
    },
  },
  {
    title: "yields a space when something in it is erased",
    async run(context) {
      const { id } = await context.write();
      const watcher = seen(context.journal, context.space);
      await context.journal.erase(context.space, [id], { recordedAt: instant(2) });
      await watcher;
    },
  },
  {
    title: "ends with its signal, also when it was aborted before",
    async run({ journal }) {
      const end = new AbortController();
      const drain = async (): Promise<string> => {
        for await (const _space of journal.watch({ signal: end.signal })) continue;
        return "ended";
      };
      const watching = drain();
      end.abort();
      expect(await watching).toBe("ended");
      expect(await drain()).toBe("ended");
    },
  },
  {
    title: "yields a space when another handle appends to it",
    unless: ({ another }) => (another === undefined ? "opens no second handle" : undefined),
    async run(context) {
      const other = await context.another?.();
      const watcher = seen(context.journal, context.space);
      await other?.append(context.space, [context.put()], { recordedAt: instant(1) });
      await watcher;
      await other?.close();
    },
  },
]);
