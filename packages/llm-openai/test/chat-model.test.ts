import { type ReplayAnswer } from "@pagefile/services/replay-server";
import { chatText, readChat, weatherTool } from "@pagefile/testing";
import { describe, expect, test, vi } from "vitest";
import { createOpenAI, type OpenAIChatOptions } from "../src/index.ts";
import { replay } from "./replay.ts";

const PATH = "/v1/chat/completions";

async function openChat(answer: ReplayAnswer, options: OpenAIChatOptions = {}) {
  const server = await replay({ [PATH]: answer });
  const model = createOpenAI({ baseURL: `${server.url}/v1` }).chat("smollm2", options);
  return { server, model, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

async function eventsOf(recording: string) {
  await using opened = await openChat(recording);
  return await readChat(opened.model);
}

async function callsOf(recording: string) {
  const events = await eventsOf(recording);
  const calls = events.filter((event) => event.type === "tool-call");
  return { calls: calls.map((call) => `${call.name}(${call.arguments})`), ids: calls.map((call) => call.id), finish: events.at(-1) };
}

describe("reading an answer", () => {
  test("streams Ollama's text and ends with the reason and the counts of its last event", async () => {
    const events = await eventsOf("ollama-chat-text");
    expect(chatText(events)).toBe("I'm so glad");
    expect(events.at(-1)).toEqual({ type: "finish", reason: "length", usage: { inputTokens: 12, outputTokens: 4 } });
  });

  test("does without the counts where the server gives none", async () => {
    const events = await eventsOf("llama-cpp-python-text");
    expect(chatText(events)).toBe("I'm so glad");
    expect(events.at(-1)).toEqual({ type: "finish", reason: "length" });
  });

  test("passes over comments, events without choices, null members and unknown reasons", async () => {
    expect(await eventsOf("handmade-bare")).toEqual([
      { type: "text-delta", text: "café" },
      { type: "finish", reason: "other", usage: { inputTokens: 9, outputTokens: 1, cachedTokens: 4 } },
    ]);
  });

  test("keeps what the model thinks apart from what it says, under either name", async () => {
    expect(await eventsOf("handmade-reasoning")).toEqual([
      { type: "reasoning-delta", text: "Hm. " },
      { type: "reasoning-delta", text: "Paris." },
      { type: "text-delta", text: "Paris" },
      { type: "finish", reason: "stop" },
    ]);
  });

  test("takes think tags at the beginning for thoughts, also in pieces, and elsewhere for text", async () => {
    const events = await eventsOf("handmade-think-tags");
    const thoughts = events.map((event) => (event.type === "reasoning-delta" ? event.text : "")).join("");
    expect(thoughts).toBe("Hm, is a <b> < /think? ");
    expect(chatText(events)).toBe("Paris, not <think>.");
  });

  test("says refusal when the model or the server's filter refuses", async () => {
    const refused = await eventsOf("handmade-refusal");
    expect(chatText(refused)).toBe("I cannot do that.");
    expect(refused.at(-1)).toMatchObject({ reason: "refusal" });
    expect((await eventsOf("handmade-content-filter")).at(-1)).toMatchObject({ reason: "refusal" });
  });
});

describe("reading calls", () => {
  test("takes a call that comes whole", async () => {
    const { calls, ids, finish } = await callsOf("ollama-tool-call");
    expect(calls).toEqual(['get_weather({"city":"Paris"})']);
    expect(ids).toEqual(["call_d1ce8hak"]);
    expect(finish).toEqual({ type: "finish", reason: "tool-calls", usage: { inputTokens: 84, outputTokens: 24 } });
  });

  test("puts a call together that comes in many pieces, each with the name again", async () => {
    const { calls, ids, finish } = await callsOf("llama-cpp-python-tool-call");
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatch(/^get_weather\(\{ "city":.*"Paris" \}\)$/);
    expect(ids).toEqual(["call__0_get_weather_cmpl-0ed99b76-a8c0-4cbd-a4e2-0f2f27842614"]);
    expect(finish).toEqual({ type: "finish", reason: "tool-calls" });
  });

  test("keeps the pieces of two calls apart by their index", async () => {
    const { calls, ids } = await callsOf("handmade-interleaved-calls");
    expect(calls).toEqual(['get_weather({"city":"Porto"})', "get_time({})"]);
    expect(ids).toEqual(["call_a", "call_b"]);
  });

  test("tells calls apart that have neither index nor id, takes arguments as an object, and makes ids", async () => {
    const { calls, ids, finish } = await callsOf("handmade-calls-without-index-or-id");
    expect(calls).toEqual(['get_weather({"city":"Porto"})', 'get_weather({"city":"Lisbon"})']);
    expect(new Set(ids).size).toBe(2);
    expect(finish).toMatchObject({ reason: "tool-calls" });
  });

  test("tells calls apart that are all numbered 0", async () => {
    const { calls, ids } = await callsOf("handmade-calls-all-numbered-0");
    expect(calls).toEqual(['get_weather({"city":"Porto"})', 'get_weather({"city":"Lisbon"})']);
    expect(ids).toEqual(["call_0", "call_1"]);
  });

  test("puts pieces without index together by their id", async () => {
    expect((await callsOf("handmade-repeated-name")).calls).toEqual(['get_weather({"city":"Porto"})']);
  });

  test("gives two calls with one id two", async () => {
    const { calls, ids } = await callsOf("handmade-shared-id");
    expect(calls).toEqual(["one({})", "two({})"]);
    expect(new Set(ids).size).toBe(2);
  });

  test("leaves a call that was cut as it is and says length", async () => {
    const { calls, finish } = await callsOf("handmade-call-cut-by-length");
    expect(calls).toEqual(['one({"a": "unfin)']);
    expect(finish).toMatchObject({ reason: "length" });
  });
});

describe("what is sent", () => {
  test("is streamed, with the counts asked for, and no member that was not asked for", async () => {
    await using opened = await openChat("ollama-chat-text");
    await readChat(opened.model, { maxOutputTokens: 9, temperature: 0.5, seed: 7 });
    expect(opened.server.bodies).toEqual([
      {
        model: "smollm2",
        stream: true,
        stream_options: { include_usage: true },
        messages: [{ role: "user", content: "Say hello." }],
        max_tokens: 9,
        temperature: 0.5,
        seed: 7,
      },
    ]);
  });

  test("follows the options", async () => {
    await using opened = await openChat("ollama-chat-text", {
      includeUsage: false,
      maxTokensParameter: "max_completion_tokens",
      strict: true,
      parameters: { top_p: 0.5 },
    });
    await readChat(opened.model, { maxOutputTokens: 9, tools: [weatherTool] });
    expect(opened.server.bodies).toEqual([
      {
        model: "smollm2",
        stream: true,
        messages: [{ role: "user", content: "Say hello." }],
        max_completion_tokens: 9,
        tools: [{ type: "function", function: { ...weatherTool, strict: true } }],
        top_p: 0.5,
      },
    ]);
  });

  test("has max_completion_tokens at OpenAI itself", async () => {
    const bodies: unknown[] = [];
    const recorded = async (_input: unknown, init?: RequestInit): Promise<Response> => {
      bodies.push(JSON.parse(String(init?.body)));
      return new Response('data: {"choices":[{"delta":{"content":"Hi"},"finish_reason":"stop"}]}\n\n');
    };
    await readChat(createOpenAI({ fetch: recorded }).chat("gpt"), { maxOutputTokens: 9 });
    expect(bodies).toMatchObject([{ max_completion_tokens: 9 }]);
  });

  test("holds calls with their arguments as text, and results by id", async () => {
    await using opened = await openChat("ollama-chat-text");
    await readChat(opened.model, {
      tools: [weatherTool],
      toolChoice: { name: "get_weather" },
      messages: [
        { role: "system", text: "Be brief." },
        { role: "assistant", text: "", calls: [{ id: "c1", name: "get_weather", arguments: { city: "Porto" } }] },
        { role: "tool", callId: "c1", name: "get_weather", text: "Rain." },
        { role: "assistant", text: "It rains.", calls: [] },
      ],
    });
    const asked = {
      model: "smollm2",
      stream: true,
      stream_options: { include_usage: true },
      tools: [{ type: "function", function: weatherTool }],
    };
    const call = { id: "c1", type: "function", function: { name: "get_weather", arguments: '{"city":"Porto"}' } };
    expect(opened.server.bodies[0]).toEqual({
      ...asked,
      messages: [
        { role: "system", content: "Be brief." },
        { role: "assistant", content: "", tool_calls: [call] },
        { role: "tool", tool_call_id: "c1", content: "Rain." },
        { role: "assistant", content: "It rains." },
      ],
      tool_choice: { type: "function", function: { name: "get_weather" } },
    });
  });

  test("has no tools when none may be called", async () => {
    await using opened = await openChat("ollama-chat-text");
    await readChat(opened.model, { tools: [weatherTool], toolChoice: "none" });
    expect(opened.server.bodies[0]).not.toHaveProperty("tools");
    expect(opened.server.bodies[0]).not.toHaveProperty("tool_choice");
  });

  test("carries the given key and headers, and nothing of the environment", async () => {
    for (const name of ["OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"]) vi.stubEnv(name, "secret");
    vi.stubEnv("OPENAI_CUSTOM_HEADERS", "x-secret: secret");
    vi.stubEnv("OPENAI_BASE_URL", "http://127.0.0.1:9/secret");
    await using server = await replay({ [PATH]: "ollama-chat-text" });
    await readChat(createOpenAI({ baseURL: `${server.url}/v1` }).chat("m"));
    await readChat(createOpenAI({ baseURL: `${server.url}/v1/`, apiKey: "mine", headers: { "x-team": "a" } }).chat("m"));
    vi.unstubAllEnvs();
    expect(JSON.stringify(server.requests)).not.toContain("secret");
    expect(server.requests.map(({ headers }) => headers["authorization"])).toEqual([undefined, "Bearer mine"]);
    expect(server.requests[1]?.headers["x-team"]).toBe("a");
  });
});

describe("an answer as JSON", () => {
  const output = { name: "person", schema: { type: "object", properties: { name: { type: "string" } } } };

  test("is asked for by its schema", async () => {
    await using opened = await openChat("ollama-chat-text", { strict: false });
    await readChat(opened.model, { output });
    expect(opened.server.bodies[0]?.["response_format"]).toEqual({ type: "json_schema", json_schema: { ...output, strict: false } });
  });

  test("is asked for in the older form where the server refuses that, and so from then on", async () => {
    await using opened = await openChat(["llama-cpp-python-json-schema", "llama-cpp-python-json-object", "llama-cpp-python-json-object"]);
    expect(JSON.parse(chatText(await readChat(opened.model, { output })))).toHaveProperty("name");
    await readChat(opened.model, { output });
    const formats = opened.server.bodies.map((body) => body["response_format"]);
    const older = { type: "json_object", schema: output.schema };
    expect(formats).toEqual([expect.objectContaining({ type: "json_schema" }), older, older]);
    expect(JSON.stringify(opened.server.bodies[1]?.["messages"])).toContain("Answer only with JSON");
  });
});

test("says what it was told of itself, and sends nothing for that", () => {
  const model = createOpenAI().chat("gpt", { contextWindow: 128_000, tools: false });
  expect(model).toMatchObject({ id: "openai/gpt", contextWindow: 128_000 });
  expect(model.capabilities).toEqual({ tools: false, structuredOutput: true, images: false });
});

test("lists the models, with their windows where the server tells them", async () => {
  const data = [{ id: "a" }, { id: "b", max_model_len: 4096 }, { id: "c", meta: { n_ctx_train: 8192 } }];
  await using server = await replay({ "/v1/models": { object: "list", data } });
  expect(await createOpenAI({ baseURL: `${server.url}/v1` }).models()).toEqual([
    { id: "a" },
    { id: "b", contextWindow: 4096 },
    { id: "c", contextWindow: 8192 },
  ]);
});
