import type { Cursor, Entry, Journal, Seq, Space } from "../contracts/index.ts";

/**
 * The journal for a program that works through what was written, at its own pace: under a name its cursors are kept in each
 * space, with what it gave up on. It reads; what it makes it writes through the memory like any other program.
 */
export interface Consumer {
  /** Entries of a space after a seq, in order. Ends at the head as it was at the call. */
  read(space: Space, after: Seq): AsyncIterable<Entry>;
  cursor(space: Space): Cursor;
  /** Spaces whose head is past its cursor. */
  behind(): AsyncIterable<Space>;
  /** Yields a space whenever something was written to it, also by other processes; may yield one twice. Ends with the signal. */
  watch(options: { readonly signal: AbortSignal }): AsyncIterable<Space>;
}

/** @throws TypeError for a name whose cursors are those of a store */
export function journalConsumer(journal: Journal, name: string, stores: readonly string[]): Consumer {
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(name) || stores.includes(name))
    throw new TypeError(
      `A consumer's name is 1 to 64 small letters, digits and "-", a letter first, and not that of a store: ${JSON.stringify(name)}.`,
    );
  return {
    read: (space, after) => journal.read(space, after),
    cursor: (space) => journal.cursor(space, name),
    behind: () => journal.behind(name),
    watch: (options) => journal.watch(options),
  };
}
