import { describe, expect, it } from "vitest";
import type { PagePart } from "../../src/page/chat/page-message.ts";
import { replyItems, waitsForWord } from "../../src/page/chat/reply-items.ts";
import { inputInWords } from "../../src/page/chat/tool-words.ts";

function itemsOf(parts: PagePart[]): ReturnType<typeof replyItems> {
  return replyItems({ id: "reply-1", role: "assistant", parts });
}

function streamed(part: string, words: string): PagePart {
  return { type: "text", text: words, state: "done", providerMetadata: { pagefile: { part } } };
}

describe("what is shown of a reply", () => {
  it("keeps the order in which things happened", () => {
    const parts: PagePart[] = [
      { type: "step-start" },
      { type: "data-pressure", id: "p", data: { usedTokens: 70, budgetTokens: 100 } },
      {
        type: "dynamic-tool",
        toolName: "archival_memory_search",
        toolCallId: "c1",
        title: "Archival memory search",
        state: "output-available",
        input: { query: "milk" },
        output: "2 memories",
      },
      { type: "text", text: "Oat milk.", state: "streaming" },
    ];
    expect(itemsOf(parts).map(({ type }) => type)).toEqual(["pressure", "tool", "text"]);
  });

  it("shows first what was recalled, also where the turn was gone on with and recalled again", () => {
    const recall = { query: "pump", confidence: 1, found: true, partial: false, total: 0, tokens: 0, searched: [], hits: [] };
    const parts: PagePart[] = [
      { type: "dynamic-tool", toolName: "pay", toolCallId: "m/0", state: "output-available", input: {}, output: "Paid." },
      { type: "data-recall", id: "recall-1", data: recall },
      { type: "text", text: "Done." },
    ];
    expect(itemsOf(parts).map(({ type }) => type)).toEqual(["recall", "tool", "text"]);
  });

  it("sets apart words that were taken back", () => {
    const parts: PagePart[] = [
      streamed("text-1", "Half an ans"),
      { type: "data-void", id: "void-1", data: { parts: ["text-1"], because: "mistake" } },
      streamed("text-2", "The answer."),
    ];
    expect(itemsOf(parts)).toMatchObject([
      { type: "taken-back", text: "Half an ans" },
      { type: "text", text: "The answer.", stopped: false },
    ]);
  });

  it("keeps words that the user stopped as words", () => {
    const parts: PagePart[] = [
      streamed("text-1", "Half"),
      { type: "data-void", id: "void-1", data: { parts: ["text-1"], because: "stopped" } },
    ];
    expect(itemsOf(parts)).toMatchObject([{ type: "text", text: "Half", stopped: true }]);
  });

  it("tells a call that failed from one that runs", () => {
    const call = { type: "dynamic-tool", toolName: "table_query", toolCallId: "c1", title: "Table query", input: {} } as const;
    expect(itemsOf([{ ...call, state: "input-available" }])).toMatchObject([{ state: "running" }]);
    expect(itemsOf([{ ...call, state: "output-error", errorText: "No such table." }])).toMatchObject([
      { state: "failed", error: "No such table." },
    ]);
  });

  it("asks for a call that waits, lets those beside it wait along, and tells afterwards what was said", () => {
    const call = { type: "dynamic-tool", toolName: "pay", title: "Pay", input: { to: "maker" } } as const;
    const because = [{ id: "r", channel: "document", trust: "untrusted", source: "manual.pdf" }] as const;
    const open: PagePart = { type: "data-confirmation", id: "c", data: { id: "m/1", reason: "It rests on a document.", because } };
    const beside: PagePart = { ...call, toolCallId: "m/0", state: "input-available" };
    const asked: PagePart = { ...call, toolCallId: "m/1", state: "input-available" };
    expect(itemsOf([beside, asked, open])).toMatchObject([
      { type: "tool", state: "waiting" },
      { type: "approval", tool: { id: "m/1", input: { to: "maker" } }, reason: "It rests on a document.", because },
    ]);
    expect(waitsForWord({ id: "1", role: "assistant", parts: [asked, open] })).toBe(true);
    const said = (answered: "allowed" | "refused"): PagePart => ({ type: "data-confirmation", id: "c", data: { id: "m/1", answered } });
    const done: PagePart = { ...call, toolCallId: "m/1", state: "output-available", output: "Paid." };
    expect(itemsOf([done, said("allowed")])).toMatchObject([{ type: "tool", state: "done", allowed: true }]);
    const denied: PagePart = { ...call, toolCallId: "m/1", state: "output-denied", approval: { id: "m/1", approved: false } };
    expect(itemsOf([denied, said("refused")])).toMatchObject([{ type: "tool", state: "refused", allowed: false }]);
    const inWords: PagePart = { ...call, toolCallId: "m/1", state: "output-error", errorText: "Not allowed." };
    expect(itemsOf([inWords, said("refused")])).toMatchObject([{ state: "refused" }]);
    expect(waitsForWord({ id: "1", role: "assistant", parts: [denied, said("refused")] })).toBe(false);
  });

  it("leaves out parts that it does not know, and empty words", () => {
    expect(
      itemsOf([
        { type: "source-url", sourceId: "s", url: "https://example.org" },
        { type: "text", text: "" },
      ]),
    ).toEqual([]);
  });
});

describe("the line of a call", () => {
  it("is its first argument that says something", () => {
    expect(inputInWords({ request_heartbeat: true, query: "milk\n preference" })).toBe("milk preference");
    expect(inputInWords({ label: "human", text: "Likes tea." })).toBe("Likes tea.");
    expect(inputInWords({ from: "2026-09", object: "Lisbon", predicate: "lives_in", subject: "Ana" })).toBe("Ana lives in Lisbon");
    expect(inputInWords({ limit: 3 })).toBe("limit: 3");
    expect(inputInWords(undefined)).toBe("");
  });

  it("is short", () => {
    expect(inputInWords({ text: "a".repeat(500) })).toHaveLength(91);
  });
});
