import type { AgentEvent } from "@pagefile/core";
import { PagefileError } from "@pagefile/core/contracts";
import { describe, expect, test } from "vitest";
import { liveParts, toUiMessageChunks, type UiMessageChunksOptions, uiMessageStreamResponse } from "../src/index.ts";
import { type Client, type Major, majors, openClient, type ShownMessage, type ShownPart } from "./support/client.ts";
import { serveChat } from "./support/chat-server.ts";
import { asked, end, failedCall, one, remembered, step, stepEnd, stream, text, turn } from "./support/turns.ts";

interface Shown {
  readonly client: Client;
  readonly reply: ShownMessage | undefined;
  readonly told: readonly ShownPart[];
}

const sentence = "Something went wrong on the server. What you wrote is kept; try again.";
const start = one["turn-start"];
const say = (part: string, words: string): object => ({
  type: "text",
  text: words,
  state: "done",
  providerMetadata: { pagefile: { part } },
});
const begin = { type: "step-start" };

const mistaken = [start, step(1), text("In Lis"), one.mistake, stepEnd(1), step(2), text("In Porto."), stepEnd(2), end()];
const mistake = { type: "data-mistake", id: "mistake-1", data: { code: "EMPTY", cause: "The answer was empty.", attempt: 1 } };

async function* breaking(events: readonly AgentEvent[], error: Error): AsyncGenerator<AgentEvent> {
  yield* events;
  throw error;
}

/** What a page shows after one message, whose turn goes like this. */
async function showIn(
  major: Major,
  events: Iterable<AgentEvent> | AsyncIterable<AgentEvent>,
  options: UiMessageChunksOptions = {},
): Promise<Shown> {
  const source = Symbol.asyncIterator in events ? events : stream(events);
  await using server = await serveChat({ post: () => uiMessageStreamResponse(toUiMessageChunks(source, options)) });
  const told: ShownPart[] = [];
  const client = openClient(major, { url: server.url, onData: (part) => void told.push(part) });
  await client.sendMessage({ text: "Where does Ana live?" });
  expect(client.messages[0]).toMatchObject({ role: "user" });
  return { client, reply: client.messages[1], told };
}

describe.each(majors)("ai %i", (major) => {
  const show = (events: Iterable<AgentEvent> | AsyncIterable<AgentEvent>, options?: UiMessageChunksOptions): Promise<Shown> =>
    showIn(major, events, options);

  test("shows text, reasoning and what memory did, and is ready", async () => {
    const { "memory-pressure": pressure, "reasoning-delta": reasoning, eviction, recall } = one;
    const { client, reply, told } = await show(
      [start, eviction, recall, pressure, step(1), reasoning, text("In "), text("Porto."), stepEnd(1), end()],
      { space: "acme/alice" },
    );
    expect(client.status).toBe("ready");
    expect(reply).toMatchObject({
      id: `reply-${turn}`,
      role: "assistant",
      metadata: {
        turn,
        space: "acme/alice",
        resumed: false,
        stopReason: "answered",
        recalled: [remembered],
        partial: false,
        steps: 1,
        usage: { inputTokens: 800, outputTokens: 20 },
      },
      parts: [
        { type: "data-eviction", id: "eviction-1", data: { messages: 10, through: turn, summaryTokens: 120, summarised: true } },
        { type: "data-recall", id: "recall-1", data: { query: "where does Ana live", hits: [{ id: remembered, rank: 1 }] } },
        { type: "data-pressure", id: "pressure-1", data: { usedTokens: 5000, budgetTokens: 7168 } },
        begin,
        { type: "reasoning", text: "Ana is the sister.", state: "done" },
        say("text-1", "In Porto."),
      ],
    });
    expect(reply?.parts).toHaveLength(6);
    expect(told.find(({ type }) => type === "data-context")).toMatchObject({ data: { window: 8192, queue: 200, anchored: true } });
    expect(JSON.stringify(told)).not.toContain("They spoke of Ana.");
  });

  test("shows calls that went well and calls that failed, over several steps in which a model gave the same ids", async () => {
    const { "tool-call": call, "tool-result": result } = one;
    const { client, reply } = await show([
      ...[start, step(1), text("I look."), call, result, stepEnd(1)],
      ...[step(2), { ...call, id: "later/0" }, { ...failedCall, id: "later/0" }, stepEnd(2)],
      ...[step(3), text("In Porto."), stepEnd(3), end()],
    ]);
    const tool = { type: "dynamic-tool", toolName: "conversation_search", input: { query: "Ana" } };
    expect(client.status).toBe("ready");
    expect(reply?.parts).toMatchObject([
      ...[begin, say("text-1", "I look."), { ...tool, toolCallId: `${asked}/0`, state: "output-available", output: "Ana lives in Porto." }],
      ...[begin, { ...tool, toolCallId: "later/0", state: "output-error", errorText: "There is no record of that." }],
      ...[begin, say("text-2", "In Porto.")],
    ]);
    expect(reply?.parts).toHaveLength(7);
  });

  test("marks text as void that an unusable answer had begun", async () => {
    const { client, reply } = await show(mistaken);
    expect(client.status).toBe("ready");
    const taken = { type: "data-void", id: "void-1", data: { parts: ["text-1"], because: "mistake" } };
    expect(reply?.parts).toMatchObject([begin, say("text-1", "In Lis"), taken, mistake, begin, say("text-2", "In Porto.")]);
    expect(liveParts(reply?.parts ?? [])).toMatchObject([begin, taken, mistake, begin, say("text-2", "In Porto.")]);
  });

  test("marks text as void that a request had begun which is made again, and tells the wait", async () => {
    const { reply, told } = await show([start, step(1), text("In Lis"), one.retry, text("In Porto."), stepEnd(1), end()]);
    expect(liveParts(reply?.parts ?? [])).toMatchObject([begin, { type: "data-void" }, say("text-2", "In Porto.")]);
    expect(told).toContainEqual(expect.objectContaining({ type: "data-retry", data: { reason: "The server is busy.", waitMs: 1000 } }));
  });

  test("ends in error with a sentence where the turn failed, and keeps what it had", async () => {
    const explanation = "The model does not answer at http://10.0.0.7:11434.";
    const { client, reply } = await show([start, step(1), text("In Po"), stepEnd(1), end({ reason: "failed", text: "", explanation })]);
    expect([client.status, client.error?.message]).toEqual(["error", sentence]);
    expect(reply).toMatchObject({ metadata: { stopReason: "failed", explanation: sentence } });
    expect(reply?.parts).toMatchObject([begin, say("text-1", "In Po"), { type: "data-void", data: { because: "stopped" } }]);
  });

  test("ends in error with a sentence where the events throw, and leaves no call open", async () => {
    const error = new PagefileError("JOURNAL_UNAVAILABLE", "Cannot open /srv/pagefile/memory.db");
    const { client, reply } = await show(breaking([start, step(1), one["tool-call"]], error));
    expect(client.status).toBe("error");
    expect(client.error?.message).toBe("The journal's database cannot be opened, is locked by another process for too long, or is gone.");
    expect(reply?.parts.at(-1)).toMatchObject({ state: "output-error", errorText: "This call was interrupted and has no result." });
  });

  test("ends in error where nothing had begun", async () => {
    const error = new PagefileError("TURN_IN_PROGRESS", "The agent is in a turn; wait for its end or cancel it.");
    const { client } = await show(breaking([], error));
    expect([client.status, client.error?.message]).toEqual(["error", "The agent is in a turn; wait for its end or cancel it."]);
  });

  test("is ready after a cancelled turn, with the text as far as it came", async () => {
    const { client, reply } = await show([start, step(1), text("In Po"), stepEnd(1), end({ reason: "cancelled", text: "" })]);
    expect(client.status).toBe("ready");
    expect(reply).toMatchObject({ metadata: { stopReason: "cancelled" } });
    expect(liveParts(reply?.parts ?? [])).toMatchObject([begin, say("text-1", "In Po"), { type: "data-void" }]);
  });

  test("says in a last text why a bound stopped the turn", async () => {
    const explanation = "The turn was stopped after 12 steps.";
    const { "tool-call": call, "tool-result": result } = one;
    const { client, reply } = await show([start, step(1), call, result, stepEnd(1), end({ reason: "steps", text: "", explanation })]);
    expect(client.status).toBe("ready");
    expect(reply).toMatchObject({ metadata: { stopReason: "steps", explanation } });
    expect(reply?.parts.at(-1)).toMatchObject({
      type: "text",
      text: explanation,
      providerMetadata: { pagefile: { part: "text-1", note: true } },
    });
  });

  test("shows an answer that was given before and is not streamed again", async () => {
    const { reply } = await show([{ ...start, resumed: true }, end()]);
    expect(reply?.parts).toMatchObject([begin, say("text-1", "In Porto.")]);
  });
});

test("ai 7 takes back text that an unusable answer had begun", async () => {
  const { client, reply } = await showIn(7, mistaken, { client: 7 });
  expect(client.status).toBe("ready");
  expect(reply?.parts).toMatchObject([begin, mistake, begin, say("text-2", "In Porto.")]);
});
