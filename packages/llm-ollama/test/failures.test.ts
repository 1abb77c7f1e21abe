import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { type ReplayAnswer } from "@pagefile/services/replay-server";
import { readChat, rejectionOf, weatherTool } from "@pagefile/testing";
import { describe, expect, test } from "vitest";
import { createOllama, type OllamaServer } from "../src/index.ts";
import { replay } from "./replay.ts";

async function failure(chat: ReplayAnswer, request: Parameters<typeof readChat>[1] = {}) {
  await using server = await replay({ "/api/show": {}, "/api/chat": chat });
  return await rejectionOf(readChat(createOllama({ host: server.url }).chat("smollm2"), request));
}

test.each([
  ["error-model-not-found", "MODEL_NOT_FOUND", false, "ollama pull smollm2"],
  ["error-context", "MODEL_CONTEXT_OVERFLOW", false, "context length"],
  ["error-no-tools", "MODEL_REJECTED", false, "{ tools: false }"],
  ["error-not-chat", "MODEL_REJECTED", false, "embedder"],
  ["error-no-thinking", "MODEL_REJECTED", false, 'without "think"'],
  ["error-schema", "MODEL_REJECTED", false, "JSON Schema"],
  ["handmade-other-server", "MODEL_REJECTED", false, "Is this an Ollama server"],
  ["handmade-unauthorized", "MODEL_AUTHENTICATION", false, "unauthorized"],
  ["handmade-too-many", "MODEL_RATE_LIMITED", true, "too many requests"],
  ["handmade-bad-gateway", "MODEL_UNAVAILABLE", true, "502"],
  ["handmade-broken-line", "MODEL_UNAVAILABLE", true, "broke off"],
  ["handmade-ends-early", "MODEL_UNAVAILABLE", true, "broke off"],
  ["handmade-cut", "MODEL_UNAVAILABLE", true, "broke off"],
  ["handmade-error-in-stream", "MODEL_UNAVAILABLE", true, "unexpected EOF"],
] as const)("takes %s for %s", async (recording, code, ...[retryable, words]) => {
  const error = await failure(recording, { tools: [weatherTool] });
  expect(error).toMatchObject({ name: "PagefileError", code, retryable });
  expect(error.message).toContain(words);
  expect(error.cause).toBeDefined();
});

test("yields what came before the stream broke off", async () => {
  await using server = await replay({ "/api/show": {}, "/api/chat": "handmade-ends-early" });
  const stream = createOllama({ host: server.url }).chat("smollm2").stream({ messages: [] }, {})[Symbol.asyncIterator]();
  expect((await stream.next()).value).toEqual({ type: "text-delta", text: "Hel" });
  await expect(stream.next()).rejects.toMatchObject({ code: "MODEL_UNAVAILABLE" });
});

test("an answer that had to be JSON and is empty is invalid", async () => {
  const error = await failure("handmade-empty", { output: { name: "answer", schema: { type: "object" } } });
  expect(error).toMatchObject({ code: "MODEL_RESPONSE_INVALID", retryable: false });
});

test("a server that is not there says how to start it", async () => {
  const error = await rejectionOf(readChat(createOllama({ host: "http://127.0.0.1:9" }).chat("smollm2")));
  expect(error).toMatchObject({ code: "MODEL_UNAVAILABLE", retryable: true });
  expect(error.message).toContain("ollama serve");
});

test("the same with the fetch of Node", async () => {
  const error = await rejectionOf(readChat(createOllama({ host: "http://127.0.0.1:1", fetch }).chat("smollm2")));
  expect(error).toMatchObject({ code: "MODEL_UNAVAILABLE", retryable: true });
});

test("asks again after the server could not be asked what the model can do", async () => {
  let shown = 0;
  const show = (socket: Socket): void => {
    shown += 1;
    const body = `{"capabilities":["completion"]}`;
    if (shown === 1) socket.destroy();
    else socket.end(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
  };
  await using server = await replay({ "/api/show": show, "/api/chat": "chat-text" });
  const model = createOllama({ host: server.url }).chat("smollm2");
  expect(await rejectionOf(readChat(model))).toMatchObject({ code: "MODEL_UNAVAILABLE" });
  expect((await readChat(model)).at(-1)).toMatchObject({ type: "finish" });
});

describe("a signal", () => {
  const begun = 'HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n\r\n{"message":{"content":"Hel"},"done":false}\n';

  async function openHanging(firstBytes: string) {
    const closed = Promise.withResolvers<void>();
    const chat = (socket: Socket): void => {
      socket.once("close", () => closed.resolve());
      if (firstBytes !== "") socket.write(firstBytes);
    };
    const server = await replay({ "/api/show": {}, "/api/chat": chat });
    return {
      closed: closed.promise,
      model: createOllama({ host: server.url }).chat("smollm2"),
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  }

  test("that is aborted already sends nothing", async () => {
    await using server = await replay({ "/api/show": {} });
    const reason = new Error("changed my mind");
    const model = createOllama({ host: server.url }).chat("smollm2");
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
    setTimeout(() => controller.abort(reason), 100);
    expect(await answer).toBe(reason);
    await hanging.closed;
  });

  test("is heeded also when the rest of the answer is here already", async () => {
    await using server = await replay({ "/api/show": {}, "/api/chat": "chat-text" });
    const controller = new AbortController();
    const stream = createOllama({ host: server.url }).chat("smollm2").stream({ messages: [] }, controller);
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
  createOllama({ host: server.url }).chat("smollm2").stream({ messages: [] }, {});
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(server.requests).toEqual([]);
});

describe("reachable", () => {
  const answers = (ollama: OllamaServer): Promise<boolean> => ollama.reachable({ timeoutMs: 200 });

  test("is true where an Ollama answers and false where nothing does", async () => {
    await using server = await replay({ "/api/version": { version: "0.0.0" } });
    expect(await answers(createOllama({ host: server.url }))).toBe(true);
    expect(await answers(createOllama({ host: "http://127.0.0.1:9" }))).toBe(false);
  });

  test("is false where something listens and says nothing", async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => void silent.listen(0, "127.0.0.1", resolve));
    expect(await answers(createOllama({ host: `127.0.0.1:${(silent.address() as AddressInfo).port}` }))).toBe(false);
    silent.close();
  });
});
