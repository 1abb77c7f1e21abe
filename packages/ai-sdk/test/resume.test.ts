import type { AgentEvent } from "@pagefile/core";
import { describe, expect, test } from "vitest";
import { toUiMessageChunks, uiMessageStreamResponse } from "../src/index.ts";
import { majors, openClient } from "./support/client.ts";
import { serveChat } from "./support/chat-server.ts";
import { end, one, step, stepEnd, stream, text } from "./support/turns.ts";

const whole = [one["turn-start"], step(1), text("In "), text("Porto."), stepEnd(1), end()];
const respond = (events: AsyncIterable<AgentEvent>, signal: AbortSignal): Response =>
  uiMessageStreamResponse(toUiMessageChunks(events), { signal });

/** The beginning of a turn; what comes after waits until it is let on. `ended` is fulfilled when all of it was read. */
function held(): { readonly events: AsyncIterable<AgentEvent>; readonly shown: Promise<void>; readonly ended: Promise<void>; go(): void } {
  const shown = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  async function* events(): AsyncGenerator<AgentEvent> {
    yield* whole.slice(0, 3);
    shown.resolve();
    await gate.promise;
    yield* whole.slice(3);
    ended.resolve();
  }
  return { events: events(), shown: shown.promise, ended: ended.promise, go: gate.resolve };
}

/** Until the client has put on the page what was sent before the gate. */
async function until(holds: () => boolean): Promise<void> {
  await expect.poll(holds, { interval: 5 }).toBe(true);
}

describe.each(majors)("ai %i", (major) => {
  test("ends in error where the connection is cut, and has the whole reply once after a replay", async () => {
    const turn = held();
    await using server = await serveChat({
      post: (_body, gone) => respond(turn.events, gone),
      resume: (_chat, gone) => respond(stream(whole), gone),
    });
    const client = openClient(major, { url: server.url });
    const sending = client.sendMessage({ text: "Where does Ana live?" });
    await until(() => client.messages[1]?.parts.some(({ text }) => text === "In ") === true);
    server.cut();
    await sending;
    expect(client.status).toBe("error");
    expect(client.messages[1]?.parts).toMatchObject([{ type: "step-start" }, { type: "text", text: "In " }]);
    await client.resumeStream();
    expect(client.status).toBe("ready");
    expect(client.messages).toHaveLength(2);
    expect(client.messages[1]?.parts).toMatchObject([{ type: "step-start" }, { type: "text", text: "In Porto." }]);
    expect(client.messages[1]?.metadata).toMatchObject({ stopReason: "answered" });
  });

  test("replays a running turn into a page that has just been loaded", async () => {
    const turn = held();
    const asked: string[] = [];
    await using server = await serveChat({
      post: () => new Response(),
      resume: (chat, gone) => {
        asked.push(chat);
        return respond(turn.events, gone);
      },
    });
    const messages = [{ id: "1", role: "user", parts: [{ type: "text", text: "Where does Ana live?" }] }];
    const client = openClient(major, { url: server.url, messages });
    const resuming = client.resumeStream();
    await turn.shown;
    turn.go();
    await resuming;
    expect(asked).toEqual(["main"]);
    expect(client.status).toBe("ready");
    expect(client.messages).toHaveLength(2);
    expect(client.messages[1]?.parts).toMatchObject([{ type: "step-start" }, { type: "text", text: "In Porto." }]);
  });

  test("stays as it is where nothing runs", async () => {
    await using server = await serveChat({ post: () => new Response() });
    const client = openClient(major, { url: server.url });
    await client.resumeStream();
    expect([client.status, client.messages]).toEqual(["ready", []]);
  });

  test("leaves the turn running when the reader stops", async () => {
    const turn = held();
    const left = Promise.withResolvers<void>();
    await using server = await serveChat({
      post(_body, gone) {
        gone.addEventListener("abort", () => left.resolve());
        return respond(turn.events, gone);
      },
    });
    const client = openClient(major, { url: server.url });
    const sending = client.sendMessage({ text: "Where does Ana live?" });
    await until(() => client.messages[1]?.parts.some(({ text }) => text === "In ") === true);
    await client.stop();
    await sending;
    expect(client.status).toBe("ready");
    await left.promise;
    turn.go();
    await turn.ended;
  });
});
