import type { Socket } from "node:net";
import { type ReplayAnswer } from "@pagefile/services/replay-server";
import { readChat, rejectionOf } from "@pagefile/testing";
import { describe, expect, test } from "vitest";
import { createOpenAI } from "../src/index.ts";
import { replay } from "./replay.ts";

const PATH = "/v1/chat/completions";
const output = { name: "answer", schema: { type: "object" } };

async function failure(answer: ReplayAnswer, request: Parameters<typeof readChat>[1] = {}) {
  await using server = await replay({ [PATH]: answer });
  const error = await rejectionOf(readChat(createOpenAI({ baseURL: `${server.url}/v1` }).chat("smollm2"), request));
  return { error, requests: server.requests.length };
}

test.each([
  ["ollama-not-found", "MODEL_NOT_FOUND", false, "does not have smollm2"],
  ["handmade-wrong-base", "MODEL_NOT_FOUND", false, "not the base of an OpenAI API"],
  ["llama-cpp-python-context", "MODEL_CONTEXT_OVERFLOW", false, "1024 tokens"],
  ["handmade-llama-server-context", "MODEL_CONTEXT_OVERFLOW", false, "2048 tokens"],
  ["handmade-context-openai", "MODEL_CONTEXT_OVERFLOW", false, "128000 tokens"],
  ["handmade-context-in-stream", "MODEL_CONTEXT_OVERFLOW", false, "context size"],
  ["handmade-unsupported-parameter", "MODEL_REJECTED", false, "max_tokens"],
  ["handmade-no-quota", "MODEL_REJECTED", false, "quota"],
  ["handmade-llama-server-no-embeddings", "MODEL_REJECTED", false, "not support"],
  ["llama-cpp-python-json-schema", "MODEL_REJECTED", false, "validation error"],
  ["handmade-no-key", "MODEL_AUTHENTICATION", false, "API key"],
  ["handmade-rate-limit-in-stream", "MODEL_RATE_LIMITED", true, "Slow down"],
  ["handmade-empty-500", "MODEL_UNAVAILABLE", true, "500"],
  ["handmade-error-in-stream", "MODEL_UNAVAILABLE", true, "Provider returned error"],
  ["handmade-broken-event", "MODEL_UNAVAILABLE", true, "malformed"],
  ["handmade-ends-early", "MODEL_UNAVAILABLE", true, "ended before"],
  ["handmade-cut", "MODEL_UNAVAILABLE", true, ""],
] as const)("takes %s for %s, after one request", async (recording, code, ...[retryable, words]) => {
  const { error, requests } = await failure(recording);
  expect(error).toMatchObject({ name: "PagefileError", code, retryable });
  expect(error.message).toContain(words);
  expect(requests).toBe(1);
});

test.each([
  ["handmade-rate-limit-ms", "MODEL_RATE_LIMITED", 1500],
  ["handmade-rate-limit-seconds", "MODEL_RATE_LIMITED", 20_000],
  ["handmade-unavailable-date", "MODEL_UNAVAILABLE", 7000],
])("hands on how long to wait after %s", async (recording, code, retryAfterMs) => {
  expect((await failure(recording)).error).toMatchObject({ code, retryable: true, retryAfterMs });
});

test("finds out why a stream is empty by asking without streaming", async () => {
  const { error } = await failure(["llama-cpp-python-context-streamed", "llama-cpp-python-context"]);
  expect(error).toMatchObject({ code: "MODEL_CONTEXT_OVERFLOW", retryable: false });
});

test("an empty stream without a reason broke off", async () => {
  const { error } = await failure(["llama-cpp-python-context-streamed", { choices: [] }]);
  expect(error).toMatchObject({ code: "MODEL_UNAVAILABLE", retryable: true });
});

test("an answer that had to be JSON and is empty, or only thought, is invalid", async () => {
  expect((await failure("handmade-only-thoughts", { output })).error).toMatchObject({ code: "MODEL_RESPONSE_INVALID" });
  expect((await failure("handmade-empty", { output })).error).toMatchObject({ code: "MODEL_RESPONSE_INVALID" });
});

test("keeps the first error where the older form of a schema fails as well", async () => {
  const { error, requests } = await failure(["llama-cpp-python-json-schema", "handmade-no-key"], { output });
  expect(error.message).toContain("json_schema");
  expect(requests).toBe(2);
});

test("does not ask again in another form when the prompt is too long", async () => {
  expect((await failure("llama-cpp-python-context", { output })).requests).toBe(1);
});

test("a server that is not there is unavailable", async () => {
  const model = createOpenAI({ baseURL: "http://127.0.0.1:1/v1" }).chat("smollm2");
  const error = await rejectionOf(readChat(model));
  expect(error).toMatchObject({ code: "MODEL_UNAVAILABLE", retryable: true });
  expect(error.message).toContain("http://127.0.0.1:1/v1");
});

test("lists no models without a key where one is needed", async () => {
  await using server = await replay({ "/v1/models": "handmade-no-key" });
  const error = await rejectionOf(createOpenAI({ baseURL: `${server.url}/v1` }).models());
  expect(error).toMatchObject({ code: "MODEL_AUTHENTICATION" });
});

describe("a signal", () => {
  const begun = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {"choices":[{"delta":{"content":"Hel"}}]}\n\n';

  async function openHanging(firstBytes: string) {
    const closed = Promise.withResolvers<void>();
    const answer = (socket: Socket): void => {
      socket.once("close", () => closed.resolve());
      if (firstBytes !== "") socket.write(firstBytes);
    };
    const server = await replay({ [PATH]: answer });
    const model = createOpenAI({ baseURL: `${server.url}/v1` }).chat("smollm2");
    return { closed: closed.promise, model, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
  }

  test("that is aborted already sends nothing", async () => {
    await using server = await replay({});
    const reason = new Error("changed my mind");
    const model = createOpenAI({ baseURL: `${server.url}/v1` }).chat("smollm2");
    expect(await rejectionOf(readChat(model, {}, AbortSignal.abort(reason)))).toBe(reason);
    expect(server.requests).toEqual([]);
  });

  test.each([
    ["before the first byte", ""],
    ["in the middle of the answer", begun],
  ])("ends the request on the wire %s and throws its reason", async (_when, firstBytes) => {
    await using hanging = await openHanging(firstBytes);
    const controller = new AbortController();
    const reason = new Error("changed my mind");
    const answer = rejectionOf(readChat(hanging.model, {}, controller.signal));
    setTimeout(() => controller.abort(reason), 600);
    expect(await answer).toBe(reason);
    await hanging.closed;
  });

  test("is heeded also when the rest of the answer is here already", async () => {
    await using server = await replay({ [PATH]: "ollama-chat-text" });
    const controller = new AbortController();
    const stream = createOpenAI({ baseURL: `${server.url}/v1` })
      .chat("smollm2")
      .stream({ messages: [] }, controller);
    const events = stream[Symbol.asyncIterator]();
    expect((await events.next()).value).toMatchObject({ type: "text-delta" });
    await new Promise((resolve) => setTimeout(resolve, 100));
    controller.abort(new Error("changed my mind"));
    await expect(events.next()).rejects.toThrow("changed my mind");
  });

  test("is not needed: the request also ends when the reader stops reading", async () => {
    await using hanging = await openHanging(begun);
    for await (const event of hanging.model.stream({ messages: [] }, {})) {
      expect(event).toEqual({ type: "text-delta", text: "Hel" });
      break;
    }
    await hanging.closed;
  });
});

test("nothing is sent before the stream is read", async () => {
  await using server = await replay({});
  createOpenAI({ baseURL: `${server.url}/v1` })
    .chat("smollm2")
    .stream({ messages: [] }, {});
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(server.requests).toEqual([]);
});
