import { describe, expect, it } from "vitest";
import { recordText } from "@pagefile/core";

describe("what a person reads of a message", () => {
  it("is its text, else what was called, else what the tools answered", () => {
    const calls = [{ id: "1", name: "search", arguments: { query: "Ana" } }];
    const results = [
      { callId: "1", name: "search", text: "Nothing found.", failed: false },
      { callId: "2", name: "note", text: "Stored.", failed: false },
    ];
    expect(recordText({ kind: "message", body: { role: "assistant", text: "I looked.", calls } })).toBe("I looked.");
    expect(recordText({ kind: "message", body: { role: "assistant", text: "", calls } })).toBe('search({"query":"Ana"})');
    expect(recordText({ kind: "message", body: { role: "tool", text: "", results } })).toBe("search: Nothing found.\nnote: Stored.");
  });
});
