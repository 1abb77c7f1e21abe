import { describe, expect, it } from "vitest";
import { changesMessages, withSaid } from "../../src/page/chat/chat-events.ts";
import type { PageMessage } from "../../src/page/chat/page-message.ts";
import type { ServerEvent } from "../../src/protocol/events.ts";
import type { EntryView } from "../../src/protocol/timeline.ts";

const said: PageMessage = { id: "t1", role: "user", metadata: { turn: "t1" }, parts: [{ type: "text", text: "hello" }] };

describe("a turn that somebody else began", () => {
  it("shows what they said and who they are, once", () => {
    const event = { type: "turn-start", turn: "t2", text: "from the terminal", by: "terminal" } as const;
    const shown = withSaid([said], event);
    expect(shown.at(-1)).toEqual({
      id: "t2",
      role: "user",
      metadata: { turn: "t2", speaker: "terminal" },
      parts: [{ type: "text", text: "from the terminal" }],
    });
    expect(withSaid(shown, event)).toEqual(shown);
  });

  it("shows nothing new where a turn is gone on with", () => {
    expect(withSaid([said], { type: "turn-start", turn: "t1", text: "" })).toEqual([said]);
  });
});

function entry(change: Partial<EntryView>): ServerEvent {
  const whole = { seq: 1, operation: "put", record: "r", version: 1, recordedAt: "", superseded: false, undoable: true, hash: "" } as const;
  return { type: "entry", entry: { ...whole, ...change } };
}

describe("an event after which memory is asked for messages", () => {
  it("is an entry of a message, one that no longer says what it is, what was said to a call that waits, and whatever may have been missed", () => {
    expect(changesMessages(entry({ kind: "message" }))).toBe(true);
    expect(changesMessages(entry({ operation: "erase" }))).toBe(true);
    expect(changesMessages({ type: "many", head: 9 })).toBe(true);
    expect(changesMessages({ type: "turn-finish", turn: "t1", reason: "answered" })).toBe(true);
    expect(changesMessages(entry({ kind: "block", collection: "agent", key: "confirm/m/0" }))).toBe(true);
    expect(changesMessages(entry({ kind: "block", collection: "agent", key: "call/m/0" }))).toBe(false);
    expect(changesMessages(entry({ kind: "fact" }))).toBe(false);
    expect(changesMessages({ type: "stores", stores: [] })).toBe(false);
  });
});
