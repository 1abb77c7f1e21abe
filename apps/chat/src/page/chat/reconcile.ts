import { type PageMessage, turnOf } from "./page-message.ts";

export interface Reconciliation {
  /** What the page shows. */
  readonly shown: readonly PageMessage[];
  /** The newest messages as they are in memory, oldest first. */
  readonly stored: readonly PageMessage[];
  /** Where the page before them ends; absent where they are all there are. */
  readonly next?: string | undefined;
  /** The turn that runs now, whose reply is not in memory yet. */
  readonly running?: string | undefined;
}

/**
 * Brings what the page shows in line with memory, which is right: what is no longer there goes, what others wrote comes. Of a reply
 * that was seen being written, what memory does not keep stays: what was recalled, paged out and taken back. Pages of earlier
 * messages stay in front; a message that was not sent stays at the end.
 */
export function reconcile({ shown, stored, next, running }: Reconciliation): PageMessage[] {
  const seen = new Map(shown.map((message) => [message.id, message]));
  const earlier = next === undefined ? [] : shown.filter((message) => (turnOf(message) ?? next) < next);
  const answered = new Set(stored.flatMap((message) => (message.role === "user" ? [] : [turnOf(message)])));
  const current = stored.flatMap((message) => {
    const reply = message.role === "user" && !answered.has(turnOf(message)) ? lost(shown, turnOf(message)) : undefined;
    return [withSeen(message, seen.get(message.id)), ...(reply ? [reply] : [])];
  });
  const kept = new Set(current.map(({ id }) => id));
  const written = shown.filter((message) => running !== undefined && turnOf(message) === running && !kept.has(message.id));
  return [...earlier, ...current, ...written, ...unsent(shown)];
}

/** A reply that ended before anything of it was kept, such as one that was stopped: there to read until the page is left. */
function lost(shown: readonly PageMessage[], turn: string | undefined): PageMessage | undefined {
  return shown.find((one) => one.role === "assistant" && turnOf(one) === turn && one.metadata?.records === undefined);
}

function withSeen(stored: PageMessage, seen: PageMessage | undefined): PageMessage {
  if (!seen || stored.role === "user") return stored;
  const { stopReason, ...known } = seen.metadata ?? {};
  const metadata = { ...known, ...stored.metadata };
  // A call that waited may have been decided by somebody else.
  if (stopReason === "confirmation") return { ...stored, metadata };
  // Of a turn that was gone on with, this page may have seen its end only.
  const whole = known.resumed !== true && (stopReason !== undefined || stored.metadata?.stopReason === undefined);
  return {
    ...stored,
    metadata: { ...(stopReason !== undefined && { stopReason }), ...metadata },
    parts: whole ? seen.parts : stored.parts,
  };
}

/**
 * What a person wrote here that the server has not taken: nothing answers it. A reply to what
 * somebody else said may stand below it, and a later message may have been taken.
 */
export function unsent(shown: readonly PageMessage[]): readonly PageMessage[] {
  const named = new Set(shown.flatMap((message) => (message.role === "user" ? (turnOf(message) ?? []) : [])));
  const open: PageMessage[] = [];
  for (const message of shown) {
    const turn = turnOf(message);
    if (message.role === "user" && turn === undefined) open.push(message);
    else if (message.role === "assistant" && (turn === undefined || !named.has(turn))) open.pop();
  }
  return open;
}

/** A record left memory: what was said in it goes from every page that is loaded. */
export function withoutRecord(shown: readonly PageMessage[], record: string): PageMessage[] {
  return shown.filter(({ id, metadata }) => id !== record && !(metadata?.records?.length === 1 && metadata.records[0] === record));
}

/** A page of earlier messages put in front; a reply that is cut by the border of the pages is put together again. */
export function prepend(earlier: readonly PageMessage[], shown: readonly PageMessage[]): PageMessage[] {
  const tails = new Map(shown.map((message) => [message.id, message]));
  const joined = earlier.map((message) => {
    const tail = tails.get(message.id);
    tails.delete(message.id);
    return tail ? { ...message, metadata: { ...message.metadata, ...tail.metadata }, parts: [...message.parts, ...tail.parts] } : message;
  });
  return [...joined, ...shown.filter(({ id }) => tails.has(id))];
}
