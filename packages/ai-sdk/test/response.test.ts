import { describe, expect, test } from "vitest";
import { type UiMessageChunk, uiMessageStreamResponse } from "../src/index.ts";

const delta = (number: number): UiMessageChunk => ({ type: "text-delta", id: "1", delta: String(number) });

/** Numbered chunks, and how many of them were taken. */
function counted(length: number): {
  readonly chunks: AsyncIterable<UiMessageChunk>;
  readonly taken: () => number;
  readonly ended: Promise<void>;
} {
  const ended = Promise.withResolvers<void>();
  let taken = 0;
  async function* chunks(): AsyncGenerator<UiMessageChunk> {
    for (let number = 0; number < length; number += 1) {
      taken += 1;
      yield delta(number);
    }
    ended.resolve();
  }
  return { chunks: chunks(), taken: () => taken, ended: ended.promise };
}

async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 20));
}

describe("a response", () => {
  test("has the headers of the protocol, one event a chunk and [DONE] at the end", async () => {
    const response = uiMessageStreamResponse(counted(2).chunks, { headers: { "cache-control": "public", "x-turn": "1" } });
    expect(Object.fromEntries(response.headers)).toEqual({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-vercel-ai-ui-message-stream": "v1",
      "x-accel-buffering": "no",
      "x-turn": "1",
    });
    expect(await response.text()).toBe(
      'data: {"type":"text-delta","id":"1","delta":"0"}\n\ndata: {"type":"text-delta","id":"1","delta":"1"}\n\ndata: [DONE]\n\n',
    );
  });

  test("ends with an error and [DONE] where the chunks throw", async () => {
    async function* failing(): AsyncGenerator<UiMessageChunk> {
      yield delta(0);
      throw new Error("/etc/passwd");
    }
    const events = (await uiMessageStreamResponse(failing()).text()).split("\n\n");
    expect(events.slice(1)).toEqual([
      'data: {"type":"error","errorText":"Something went wrong on the server. What you wrote is kept; try again."}',
      "data: [DONE]",
      "",
    ]);
  });

  test("keeps what looks like the protocol inside a chunk", async () => {
    async function* hostile(): AsyncGenerator<UiMessageChunk> {
      yield { type: "text-delta", id: "1", delta: "\n\ndata: [DONE]\n\n\u2028" };
    }
    expect((await uiMessageStreamResponse(hostile()).text()).split("\n\n")).toHaveLength(3);
  });

  test("takes a chunk only when the reader has room", async () => {
    const { chunks, taken } = counted(1000);
    const reader = uiMessageStreamResponse(chunks).body?.getReader();
    await settle();
    expect(taken()).toBeLessThanOrEqual(2);
    await reader?.read();
    await settle();
    expect(taken()).toBeLessThanOrEqual(3);
    await reader?.cancel();
  });

  test("reads the chunks on to their end when the reader leaves", async () => {
    const { chunks, taken, ended } = counted(50);
    await uiMessageStreamResponse(chunks).body?.cancel();
    await ended;
    expect(taken()).toBe(50);
  });

  test("breaks off on a signal, and reads the chunks on to their end", async () => {
    const { chunks, ended } = counted(50);
    const stop = new AbortController();
    const reader = uiMessageStreamResponse(chunks, { signal: stop.signal }).body?.getReader();
    await reader?.read();
    stop.abort(new Error("shutting down"));
    await expect(
      (async () => {
        for (;;) if ((await reader?.read())?.done === true) return;
      })(),
    ).rejects.toThrow("shutting down");
    await ended;
  });

  test("breaks off at once on a signal that has been given before", async () => {
    const { chunks, ended } = counted(3);
    await expect(uiMessageStreamResponse(chunks, { signal: AbortSignal.abort(new Error("gone")) }).text()).rejects.toThrow("gone");
    await ended;
  });

  test("sends comments into a silence, and none after the end", async () => {
    const gate = Promise.withResolvers<void>();
    async function* slow(): AsyncGenerator<UiMessageChunk> {
      await gate.promise;
      yield delta(0);
    }
    const reader = uiMessageStreamResponse(slow(), { pingMs: 5 }).body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe(": ping\n\n");
    expect((await reader?.read())?.value).toBe(": ping\n\n");
    gate.resolve();
    const rest: string[] = [];
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) rest.push(part.value);
    expect(rest.slice(-2)).toEqual([expect.stringContaining('"delta":"0"'), "data: [DONE]\n\n"]);
  });
});
