import { type Agent, createAgent, type Memory, offlineModel, openMemory, type Tool } from "@pagefile/core";
import { type ChatModel, isPagefileError, PagefileError } from "@pagefile/core/contracts";
import { sqlite } from "@pagefile/store-sql";
import { scriptedModel } from "@pagefile/testing";
import { describe, expect, test } from "vitest";
import { readChatRequest, toUiMessageChunks, toUiMessages, uiMessageStreamResponse } from "../src/index.ts";
import { majors, openClient, type ShownMessage } from "./support/client.ts";
import { type ChatServer, serveChat } from "./support/chat-server.ts";

interface Running extends AsyncDisposable {
  readonly agent: Agent;
  readonly memory: Memory;
  readonly server: ChatServer;
}

const weather: Tool = {
  name: "weather",
  description: "The weather of a city.",
  parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  effect: "read",
  run: async ({ city }) => {
    if (city !== "Porto") throw new Error(`ENOENT /srv/weather/${String(city)}`);
    return "Rain.";
  },
};

/** An agent on SQLite behind a server, as a program would put one there. */
async function run(model: ChatModel): Promise<Running> {
  const memory = openMemory({ journal: sqlite({ file: ":memory:" }) });
  const agent = createAgent({ memory, space: "acme/alice", model, tools: [weather] });
  const server = await serveChat({
    post(body, signal) {
      try {
        const asked = readChatRequest(body, { mostCharacters: 1000 });
        if (asked.approvals !== undefined) return new Response("Nothing waits.", { status: 409 });
        const { text, messageId } = asked;
        const events = agent.send(text, messageId === undefined ? {} : { idempotencyKey: messageId });
        return uiMessageStreamResponse(toUiMessageChunks(events, { space: agent.space.name }), { signal });
      } catch (error) {
        if (!isPagefileError(error)) throw error;
        return new Response(error.message, { status: 400 });
      }
    },
  });
  return {
    agent,
    memory,
    server,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await memory.close();
    },
  };
}

/** What a page loads at first. */
async function stored({ agent }: Running): Promise<ShownMessage[]> {
  const { items } = await agent.space.list({ kind: "message", limit: 100 });
  return toUiMessages(items).map(({ parts, ...message }) => ({ ...message, parts: parts.map((part) => ({ ...part })) }));
}

/** What stays of a message when the page is loaded anew: no events of the turn, no reasoning. */
function lasting({ role, parts }: ShownMessage): object {
  const shown = parts.filter(({ type }) => !type.startsWith("data-") && type !== "reasoning");
  return { role, parts: shown.map(({ type, text, toolCallId, output, errorText }) => ({ type, text, toolCallId, output, errorText })) };
}

describe.each(majors)("ai %i", (major) => {
  test("talks with an agent that remembers, and loads the same conversation anew", async () => {
    await using running = await run(offlineModel());
    const client = openClient(major, { url: running.server.url });
    await client.sendMessage({ text: "My sister Ana lives in Porto." });
    await client.sendMessage({ text: "Where does my sister Ana live?" });
    expect([client.status, client.error]).toEqual(["ready", undefined]);
    expect(client.messages).toHaveLength(4);
    expect(JSON.stringify(client.messages[3]?.parts)).toContain("Porto");
    expect(client.messages[3]).toMatchObject({ metadata: { space: "acme/alice", stopReason: "answered" } });
    const loaded = await stored(running);
    expect(loaded.map(lasting)).toEqual(client.messages.map(lasting));
    expect([loaded[1]?.id, loaded[3]?.id]).toEqual([client.messages[1]?.id, client.messages[3]?.id]);
  });

  test("goes on with a conversation it loaded", async () => {
    await using running = await run(offlineModel());
    await openClient(major, { url: running.server.url }).sendMessage({ text: "My sister Ana lives in Porto." });
    const client = openClient(major, { url: running.server.url, messages: await stored(running) });
    await client.sendMessage({ text: "Where does my sister Ana live?" });
    expect(client.messages).toHaveLength(4);
    expect((await stored(running)).map(lasting)).toEqual(client.messages.map(lasting));
  });

  test("shows the calls, the mistakes and the answer of a model", async () => {
    const model = scriptedModel([
      {
        text: "I look.",
        calls: [
          { name: "weather", arguments: { city: "Porto" } },
          { name: "weather", arguments: { city: "Faro" } },
        ],
      },
      { text: "It is", calls: [{ name: "wether", arguments: {} }] },
      { reasoning: "Rain it is.", text: "It rains in Porto." },
    ]);
    await using running = await run(model);
    const client = openClient(major, { url: running.server.url });
    await client.sendMessage({ text: "How is the weather?" });
    expect(client.status).toBe("ready");
    const reply = client.messages[1];
    expect(reply?.parts.filter(({ type }) => type === "dynamic-tool")).toMatchObject([
      { toolName: "weather", input: { city: "Porto" }, state: "output-available", output: "Rain." },
      { toolName: "weather", input: { city: "Faro" }, state: "output-error", errorText: "The call failed; the server knows why." },
    ]);
    expect(reply?.parts.filter(({ type }) => type === "data-void" || type === "data-mistake")).toMatchObject([
      { data: { parts: ["text-2"], because: "mistake" } },
      { data: { code: "UNKNOWN_TOOL" } },
    ]);
    expect(reply?.parts.at(-1)).toMatchObject({ type: "text", text: "It rains in Porto." });
    expect(JSON.stringify(client.messages)).not.toContain("/srv");
    expect(JSON.stringify(await stored(running))).not.toContain("/srv");
  });

  test("answers a message again that failed, without asking or keeping it twice", async () => {
    const refused = new PagefileError("MODEL_AUTHENTICATION", "The key sk-4bc9 is not valid.");
    await using running = await run(scriptedModel([refused, "In Porto."]));
    const client = openClient(major, { url: running.server.url });
    await client.sendMessage({ text: "Where does Ana live?" });
    expect(client.status).toBe("error");
    await client.regenerate();
    expect([client.status, client.messages.length]).toEqual(["ready", 2]);
    expect(client.messages[1]).toMatchObject({ metadata: { resumed: true, stopReason: "answered" } });
    expect((await stored(running)).map(lasting)).toEqual(client.messages.map(lasting));
  });

  test("shows the sentence of a request that was refused", async () => {
    await using running = await run(scriptedModel([]));
    const client = openClient(major, { url: running.server.url });
    await client.sendMessage({ text: "x".repeat(1001) });
    expect(client.status).toBe("error");
    expect(client.error?.message).toBe("The message has 1,001 characters, which is 1 more than the limit of 1,000.");
  });
});
