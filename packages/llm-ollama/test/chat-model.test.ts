import { type ReplayAnswer } from "@pagefile/services/replay-server";
import { chatText, readChat, weatherTool } from "@pagefile/testing";
import { describe, expect, test } from "vitest";
import { createOllama, type OllamaChatOptions } from "../src/index.ts";
import { replay } from "./replay.ts";

const show = { capabilities: ["completion", "tools"], model_info: { "general.architecture": "llama", "llama.context_length": 4096 } };

async function openChat(chat: ReplayAnswer, options: OllamaChatOptions = {}, shown: ReplayAnswer = show) {
  const server = await replay({ "/api/show": shown, "/api/chat": chat });
  const model = createOllama({ host: server.url }).chat("smollm2", options);
  return { server, model, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

describe("reading an answer", () => {
  test("streams text and ends with the reason and the server's counts", async () => {
    await using opened = await openChat("chat-text");
    const events = await readChat(opened.model);
    expect(chatText(events)).toBe("I'm so glad you're");
    expect(events.filter((event) => event.type === "text-delta")).toHaveLength(6);
    expect(events.at(-1)).toEqual({ type: "finish", reason: "length", usage: { inputTokens: 12, outputTokens: 6 } });
  });

  test("hands on a call with its id and its arguments as text, though Ollama says stop", async () => {
    await using opened = await openChat("chat-tool-call");
    const events = await readChat(opened.model, { tools: [weatherTool] });
    expect(events).toEqual([
      { type: "tool-call", id: "call_j8qab4gi", name: "get_weather", arguments: '{"city":"Paris"}' },
      { type: "finish", reason: "tool-calls", usage: { inputTokens: 84, outputTokens: 24 } },
    ]);
  });

  test("makes ids where none came, keeps argument text as it is, and leaves absent arguments empty", async () => {
    await using opened = await openChat("handmade-calls-without-ids");
    const calls = (await readChat(opened.model)).filter((event) => event.type === "tool-call");
    expect(calls.map((call) => call.arguments)).toEqual(['{"city":"Porto"}', '{"city": "Por', ""]);
    const again = (await readChat(opened.model)).filter((event) => event.type === "tool-call");
    const ids = [...calls, ...again].map((call) => call.id);
    expect(ids.every((id) => id.length > 5)).toBe(true);
    expect(new Set(ids).size).toBe(6);
  });

  test("says length, not tool-calls, when the answer with a call was cut", async () => {
    await using opened = await openChat("handmade-call-cut-by-length");
    expect((await readChat(opened.model)).at(-1)).toMatchObject({ type: "finish", reason: "length" });
  });

  test("keeps what the model thinks apart from what it says", async () => {
    await using opened = await openChat("handmade-thinking");
    expect(await readChat(opened.model)).toEqual([
      { type: "reasoning-delta", text: "Hm. " },
      { type: "reasoning-delta", text: "Paris." },
      { type: "text-delta", text: "Paris" },
      { type: "finish", reason: "stop", usage: {} },
    ]);
  });

  test("takes blank lines, a last line without an end, and missing members", async () => {
    await using opened = await openChat("handmade-bare");
    expect(await readChat(opened.model)).toEqual([
      { type: "text-delta", text: "café" },
      { type: "finish", reason: "stop", usage: {} },
    ]);
  });

  test("calls a model that was only loaded neither stopped nor failed", async () => {
    await using opened = await openChat("handmade-load");
    expect((await readChat(opened.model)).at(-1)).toMatchObject({ reason: "other" });
  });
});

describe("what is sent", () => {
  test("is always streamed, with the window, and never cut by the server", async () => {
    await using opened = await openChat("chat-text", { keepAlive: -1, parameters: { num_thread: 1 } });
    await readChat(opened.model, { maxOutputTokens: 0, temperature: 0.5, seed: 7 });
    expect(opened.server.bodyOf("/api/chat")).toEqual({
      model: "smollm2",
      stream: true,
      truncate: false,
      shift: false,
      messages: [{ role: "user", content: "Say hello." }],
      options: { num_ctx: 4096, num_predict: 1, temperature: 0.5, seed: 7, num_thread: 1 },
      keep_alive: -1,
    });
  });

  test("holds calls with their arguments as an object, and results by id and name", async () => {
    await using opened = await openChat("chat-text");
    await readChat(opened.model, {
      tools: [weatherTool],
      messages: [
        { role: "system", text: "Be brief." },
        { role: "assistant", text: "", calls: [{ id: "c1", name: "get_weather", arguments: { city: "Porto" } }] },
        { role: "tool", callId: "c1", name: "get_weather", text: "Rain." },
      ],
    });
    expect(opened.server.bodyOf("/api/chat")).toMatchObject({
      messages: [
        { role: "system", content: "Be brief." },
        { role: "assistant", content: "", tool_calls: [{ id: "c1", function: { name: "get_weather", arguments: { city: "Porto" } } }] },
        { role: "tool", content: "Rain.", tool_name: "get_weather", tool_call_id: "c1" },
      ],
      tools: [{ type: "function", function: weatherTool }],
    });
  });

  test("has no format beside tools: a named tool is the only one offered", async () => {
    await using opened = await openChat("chat-text");
    await readChat(opened.model, { tools: [{ ...weatherTool, name: "other" }, weatherTool], toolChoice: { name: "get_weather" } });
    const body = opened.server.bodyOf("/api/chat");
    expect(body["tools"]).toEqual([{ type: "function", function: weatherTool }]);
    expect(body).not.toHaveProperty("format");
  });

  test("forces a named tool with format only where that was asked for", async () => {
    await using opened = await openChat("chat-tool-call", { forceToolsWithFormat: true });
    await readChat(opened.model, { tools: [weatherTool], toolChoice: { name: "get_weather" } });
    expect(opened.server.bodyOf("/api/chat")["format"]).toEqual({
      type: "object",
      properties: { name: { const: "get_weather" }, parameters: weatherTool.parameters },
      required: ["name", "parameters"],
    });
  });

  test("has no tools when none may be called", async () => {
    await using opened = await openChat("chat-text", { forceToolsWithFormat: true });
    await readChat(opened.model, { tools: [weatherTool], toolChoice: "none" });
    expect(opened.server.bodyOf("/api/chat")).not.toHaveProperty("tools");
  });

  test.each([
    [{}, "high"],
    [{ output: { name: "answer", schema: { type: "object" } } }, false],
  ])("never asks to think and to write JSON at once: %j", async (request, think) => {
    await using opened = await openChat("chat-text", { think: "high" });
    await readChat(opened.model, request);
    expect(opened.server.bodyOf("/api/chat")["think"]).toBe(think);
  });

  test("carries the caller's headers and no key of the environment", async () => {
    await using server = await replay({ "/api/show": show, "/api/chat": "chat-text" });
    await readChat(createOllama({ host: server.url, headers: { authorization: "Bearer mine" } }).chat("smollm2"));
    expect(server.requests.map((request) => request.headers["authorization"])).toEqual(["Bearer mine", "Bearer mine"]);
  });
});

describe("what the model says of itself", () => {
  test("is what was asked for until the server is, then what is true", async () => {
    await using opened = await openChat("chat-text", {}, { ...show, capabilities: ["completion"] });
    expect(opened.model).toMatchObject({ id: "ollama/smollm2", contextWindow: 8192, capabilities: { tools: true } });
    await readChat(opened.model);
    expect(opened.model).toMatchObject({ contextWindow: 4096, capabilities: { tools: false, images: false } });
  });

  test("is asked once", async () => {
    await using opened = await openChat("chat-text");
    await readChat(opened.model);
    await readChat(opened.model);
    expect(opened.server.requests.map((request) => request.path)).toEqual(["/api/show", "/api/chat", "/api/chat"]);
  });

  test("keeps a smaller window than the model's", async () => {
    await using opened = await openChat("chat-text", { contextWindow: 512 });
    await readChat(opened.model);
    expect(opened.model.contextWindow).toBe(512);
  });

  test("is known at once from resolveChat", async () => {
    await using server = await replay({ "/api/show": show });
    const model = await createOllama({ host: server.url }).resolveChat("smollm2", { contextWindow: 20_000 });
    expect(model).toMatchObject({ contextWindow: 4096, capabilities: { tools: true } });
  });

  test("assumes the best of a server that says nothing", async () => {
    await using opened = await openChat("chat-text", {}, {});
    await readChat(opened.model);
    expect(opened.model).toMatchObject({ contextWindow: 8192, capabilities: { tools: true } });
  });
});
