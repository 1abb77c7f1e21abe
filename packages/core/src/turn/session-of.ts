import type { MemoryRecord } from "../contracts/index.ts";

/** The session a new message belongs to: that of the newest message, unless the pause between them is too long. */
export function sessionOf(newest: MemoryRecord | undefined, at: number, gapMs: number): string {
  const session = newest?.attributes["session"];
  if (newest !== undefined && typeof session === "string") {
    const pause = Math.abs(at - Date.parse(newest.occurredAt ?? newest.createdAt));
    if (pause <= gapMs) return session;
  }
  return new Date(at).toISOString();
}
