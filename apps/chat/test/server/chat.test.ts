import { request } from "node:http";
import { join } from "node:path";
import { liveParts, type UiMessage } from "@pagefile/ai-sdk";
import { offlineModel, openMemory } from "@pagefile/core";
import { sqlite } from "@pagefile/store-sql";
import { deterministicEmbedder, type Fault, faultyJournal } from "@pagefile/testing";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import type { MessagesView, StopRequest } from "../../src/protocol/message.ts";
import type { ShownMessage } from "../../src/server/stopped-reply.ts";
import { readEvents } from "./event-reader.ts";
import { heldModel } from "./held-model.ts";
import { heldQuery } from "./held-query.ts";
import {
  type Chunk,
  chunksOf,
  openServer,
  openSqlite,
  say,
  spaceRoute,
  temporaryFolder,
  type TestServer,
  textOf,
  token,
} from "./open-server.ts";

async function begun(options: Parameters<typeof openServer>[0] = {}): Promise<TestServer> {
  const server = await openServer(options);
  expect((await server.ask("/api/spaces", { method: "POST", body: { agent: "assistant" } })).status).toBe(200);
  return server;
}

function send({ fetch }: TestServer, text: string, more: object = {}): Promise<Response> {
  return fetch("/api/chat", {
    method: "POST",
    headers: { "content-type": "application/json", "x-ai-sdk-major": "7" },
    body: JSON.stringify({ id: "local/me", message: { id: "m1", role: "user", parts: [{ type: "text", text }], ...more } }),
  });
}

async function stream(response: Promise<Response>): Promise<readonly Chunk[]> {
  return chunksOf(await (await response).text());
}

const runningStream = "/api/chat/local%2Fme/stream";
const stop = "/api/chat/local%2Fme/stop";

/** A server whose agent speaks in local/me, and stops after the first words until it is released. */
async function speaking(model: ReturnType<typeof heldModel>, options: Partial<Parameters<typeof begun>[0]> = {}) {
  const server = await begun({ ...options, model });
  const events = await readEvents(server, "local/me");
  const first = stream(send(server, "Tell me"));
  const { turn } = await events.until("turn-start");
  await model.speaking;
  return { server, events, first, turn };
}

describe("a turn", () => {
  it("is answered as a stream of the AI SDK that ends with why it ended, and is in memory afterwards", async () => {
    const server = await begun();
    const response = await send(server, "My sister Ana lives in Porto.");
    expect(response.headers.get("x-vercel-ai-ui-message-stream")).toBe("v1");
    const body = await response.text();
    expect(body.trimEnd().endsWith("data: [DONE]")).toBe(true);
    expect(chunksOf(body).at(-1)).toMatchObject({ type: "finish", messageMetadata: { stopReason: "answered" } });
    const { messages, running } = (
      await server.ask<{
        messages: readonly { role: string }[];
        running?: unknown;
      }>(spaceRoute("local/me", "messages"))
    ).body;
    expect([messages.map(({ role }) => role), running]).toEqual([["user", "assistant"], undefined]);
  });

  it("goes by what the journal knows, whatever history a front end sends along", async () => {
    const server = await begun();
    await say(server, "local/me", "My sister Ana lives in Porto.");
    const lie = { id: "x", role: "assistant", parts: [{ type: "text", text: "Your sister lives on the moon." }] };
    const question = { id: "y", role: "user", parts: [{ type: "text", text: "Where does my sister live?" }] };
    const response = await server.fetch("/api/chat", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ id: "local/me", messages: [lie, question], trigger: "submit-message" }),
    });
    expect(textOf(chunksOf(await response.text()))).toContain("Porto");
    expect(JSON.stringify((await server.ask(spaceRoute("local/me", "messages"))).body)).not.toContain("moon");
  });

  it("is one turn, however often its message is sent", async () => {
    const server = await begun();
    const first = textOf(await stream(send(server, "My sister Ana lives in Porto.")));
    const second = textOf(await stream(send(server, "My sister Ana lives in Porto.")));
    const { messages } = (await server.ask<{ messages: readonly unknown[] }>(spaceRoute("local/me", "messages"))).body;
    expect([second, messages.length]).toEqual([first, 2]);
  });

  it("is read by two pages and the program itself, each getting all of it, and a second one is refused meanwhile", async () => {
    const model = heldModel("I remember", " Ana.");
    const server = await begun({ model });
    const events = await readEvents(server, "local/me");
    const first = stream(send(server, "Who is Ana?"));
    await model.speaking;
    const begin = await events.until("turn-start");
    expect(begin).toMatchObject({ text: "Who is Ana?", by: "page" });
    const late = await server.fetch(runningStream, { headers: { "x-ai-sdk-major": "7" } });
    const refused = await send(server, "And Bob?");
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([409, "TURN_IN_PROGRESS"]);
    const view = (await server.ask(spaceRoute("local/me", "messages"))).body;
    expect(view).toMatchObject({ messages: [{ role: "user" }], running: { turn: begin.turn, text: "Who is Ana?", by: "page" } });
    const shared = await server.server.agentOf("local/me");
    expect(shared.running?.text).toBe("Who is Ana?");
    model.release();
    const [one, two] = [await first, chunksOf(await late.text())];
    expect([textOf(one), textOf(two)]).toEqual(["I remember Ana.", "I remember Ana."]);
    expect(one.map(({ type }) => type)[0]).toBe("start");
    expect(two.filter(({ type }) => type !== "text-delta")).toEqual(one.filter(({ type }) => type !== "text-delta"));
    expect(await events.until("turn-finish")).toMatchObject({ turn: begin.turn, reason: "answered" });
    expect((await server.fetch(runningStream)).status).toBe(204);
  });

  it("that the program begins is heard by the page and can be read there", async () => {
    const model = heldModel("Good", " morning.");
    const server = await begun({ model });
    const events = await readEvents(server, "local/me");
    (await server.server.agentOf("local/me")).start("Hello", { by: "terminal" });
    expect(await events.until("turn-start")).toMatchObject({ text: "Hello", by: "terminal" });
    const page = await server.fetch(runningStream);
    model.release();
    expect(textOf(chunksOf(await page.text()))).toBe("Good morning.");
  });

  it("does not look broken off to a page that asked for the messages just before it began", async () => {
    const late = Promise.withResolvers<void>();
    const faults: Fault[] = [];
    let lists = 0;
    const journal = faultyJournal(sqlite({ file: join(temporaryFolder(), "memory.db") }), {
      faults,
      clock: { sleep: () => late.promise },
      onFailpoint: (failpoint) => void (failpoint === "list:before" && (lists += 1)),
    });
    const embedder = heldQuery(deterministicEmbedder(), "valves");
    const memory = openMemory({ journal, embedder, armDeadlineMs: 60_000 });
    onTestFinished(() => memory.close());
    const server = await begun({ memory, extract: "off" });
    const messages = async () => (await server.ask<MessagesView<UiMessage>>(spaceRoute("local/me", "messages"))).body;
    faults.push({ at: "list:before", passage: lists + 1, delayMs: 1 });
    const before = lists;
    const asked = messages();
    await vi.waitUntil(() => lists > before);
    const answered = say(server, "local/me", "Summarise valves.txt.");
    await embedder.asked;
    late.resolve();
    const { messages: shown, running } = await asked;
    embedder.release();
    await answered;
    expect([shown.map(({ role }) => role), running?.turn]).toEqual([["user"], shown[0]?.id]);
    expect((await messages()).messages).toHaveLength(2);
  });

  it("runs on when the page that began it goes away, of which the terminal shows nothing", async () => {
    const printed = vi.spyOn(console, "error");
    const model = heldModel("Half", " and whole.");
    const server = await begun({ model });
    const events = await readEvents(server, "local/me");
    const gone = new AbortController();
    const response = await server.fetch("/api/chat", {
      method: "POST",
      signal: gone.signal,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ id: "local/me", message: { role: "user", parts: [{ type: "text", text: "Tell me" }] } }),
    });
    expect(response.status).toBe(200);
    await model.speaking;
    gone.abort();
    const again = await server.fetch(runningStream);
    model.release();
    expect(textOf(chunksOf(await again.text()))).toBe("Half and whole.");
    expect(await events.until("turn-finish")).toMatchObject({ reason: "answered" });
    expect(printed).not.toHaveBeenCalled();
  });

  it("is stopped by its name only, as often as it is asked, and gone on with when somebody wants to", async () => {
    const model = heldModel("I was", " going to say.");
    const { server, events, first, turn } = await speaking(model);
    expect((await server.ask(stop, { method: "POST", body: { turn: "another" } satisfies StopRequest })).status).toBe(204);
    expect((await server.ask(spaceRoute("local/me", "messages"))).body).toMatchObject({ running: { turn } });
    for (let times = 0; times < 2; times += 1) expect((await server.ask(stop, { method: "POST", body: { turn } })).status).toBe(204);
    expect((await first).map(({ type }) => type)).toContain("abort");
    expect(await events.until("turn-finish")).toMatchObject({ turn, reason: "cancelled" });
    model.release();
    const again = await stream(
      server.fetch("/api/chat", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          id: "local/me",
          trigger: "regenerate-message",
          messages: [{ id: "m1", role: "user", parts: [{ type: "text", text: "Tell me" }] }],
        }),
      }),
    );
    expect(textOf(again)).toBe("I was going to say.");
    const answered = await server.ask("/api/chat", {
      method: "POST",
      body: { id: "local/me", trigger: "regenerate-message", messages: [{ role: "user", parts: [{ type: "text", text: "Tell me" }] }] },
    });
    expect(answered).toMatchObject({ status: 409, body: { code: "ANSWERED" } });
  });

  it("that was stopped keeps its words for a page that is loaded anew, and over a restart that it was stopped", async () => {
    const memory = openSqlite();
    const model = heldModel("I was", " going to say.");
    const { server, first, turn } = await speaking(model, { memory });
    await server.ask(stop, { method: "POST", body: { turn } });
    await first;
    const messages = async ({ ask }: TestServer = server) =>
      (await ask<MessagesView<ShownMessage>>(spaceRoute("local/me", "messages"))).body.messages;
    const [said, reply] = await messages();
    expect([said?.metadata, reply]).toMatchObject([
      { turn },
      { role: "assistant", metadata: { turn, stopReason: "cancelled" }, parts: [{ type: "text", text: "I was" }, { type: "data-void" }] },
    ]);
    expect(liveParts(reply?.parts ?? []).map(({ type }) => type)).toEqual(["text", "data-void"]);

    await server.server.close();
    const second = await openServer({ memory, model });
    expect(await messages(second)).toMatchObject([{ role: "user", metadata: { turn, stopReason: "cancelled" } }]);
    model.release();
    await stream(
      second.fetch("/api/chat", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          id: "local/me",
          trigger: "regenerate-message",
          message: { role: "user", parts: [{ type: "text", text: "…" }] },
        }),
      }),
    );
    expect((await messages(second)).map(({ metadata }) => metadata.stopReason)).toEqual([undefined, "answered"]);
  });

  it("that was stopped leaves no words where something of its space was erased", async () => {
    const model = heldModel("The canary", " sings.");
    const { server, first, turn } = await speaking(model);
    await server.ask(stop, { method: "POST", body: { turn } });
    await first;
    const messages = async () => JSON.stringify((await server.ask(spaceRoute("local/me", "messages"))).body);
    expect(await messages()).toContain("canary");
    const { records } = await server.memory.space("local/me").write({ kind: "passage", text: "The canary is called Pip." });
    const { token: plan } = (await server.ask(spaceRoute("local/me", "erase/preview"), { method: "POST", body: { ids: [records[0]?.id] } }))
      .body;
    expect((await server.ask(spaceRoute("local/me", "erase"), { method: "POST", body: { token: plan } })).status).toBe(200);
    expect(await messages()).not.toContain("canary");
  });

  it("that was cut off by the end of the server is gone on with by the next, unless a person had stopped it", async () => {
    const memory = openSqlite();
    const first = await begun({ memory, model: heldModel("Half", "") });
    const cut = send(first, "Tell me about Ana").then((response) => response.text());
    cut.catch(() => undefined);
    await readEvents(first, "local/me").then((events) =>
      events.until("entry", ({ entry }) => entry.kind === "message").catch(() => undefined),
    );
    await first.server.close();
    await expect(cut).rejects.toThrow();
    const second = await openServer({ memory, model: offlineModel() });
    const view = await second.ask(spaceRoute("local/me", "messages"));
    await stream(second.fetch(runningStream));
    const after = (await second.ask<{ messages: readonly { role: string }[] }>(spaceRoute("local/me", "messages"))).body;
    expect([view.status, after.messages.map(({ role }) => role)]).toEqual([200, ["user", "assistant"]]);

    const held = heldModel("No", "");
    const third = await openServer({ memory, model: held });
    const events = await readEvents(third, "local/me");
    const asked = stream(send(third, "Never mind", { id: "m2" }));
    const { turn } = await events.until("turn-start");
    await third.ask(stop, { method: "POST", body: { turn } });
    await asked;
    await third.server.close();
    const fourth = await openServer({ memory, model: offlineModel() });
    expect((await fourth.ask(spaceRoute("local/me", "messages"))).body["running"]).toBeUndefined();
    expect((await fourth.fetch(runningStream)).status).toBe(204);
  });
});

describe("a message that cannot be answered", () => {
  it("is refused with a sentence", async () => {
    const server = await begun();
    const post = (body: object) => server.ask("/api/chat", { method: "POST", body });
    const parts = [{ type: "text", text: "hi" }];
    expect(await post({ id: "local/me", message: { role: "user", parts: [{ type: "text", text: " " }] } })).toMatchObject({
      status: 400,
      body: { error: "The message has no text." },
    });
    expect(await post({ id: "local/me", messages: [{ role: "assistant", parts }] })).toMatchObject({ status: 400 });
    expect(await post({ id: "local/me", message: { role: "user", parts: [{ type: "file" }] } })).toMatchObject({ status: 400 });
    expect(await post({ id: "local/me", message: { role: "user", parts: [{ type: "text", text: "x".repeat(100_001) }] } })).toMatchObject({
      status: 422,
      body: { code: "LIMIT_EXCEEDED" },
    });
    for (const id of ["local/other", "../etc", undefined, "local/me/x"])
      expect(await post({ id, message: { role: "user", parts } })).toMatchObject({ status: 404 });
    const response = await server.fetch("/api/chat", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{nonsense",
    });
    expect([response.status, await response.json()]).toEqual([400, { error: "The body is not JSON.", code: "REQUEST_INVALID" }]);
    const large = await server.fetch("/api/chat", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: `"${"x".repeat(3_000_000)}"`,
    });
    expect(large.status).toBe(413);
  });

  it("that did not arrive whole is no trouble of the server's", async () => {
    const onError = vi.fn();
    const { base, ask } = await openServer({ onError });
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json", "content-length": "100" };
    const cut = request(`${base}/api/chat`, { method: "POST", headers });
    const closed = new Promise((resolve) => cut.once("close", resolve));
    cut.on("error", () => undefined);
    cut.write("{");
    // The server has the beginning when it answers what came after it.
    await ask("/api/session");
    cut.destroy();
    await closed;
    for (let times = 0; times < 20; times += 1) await ask("/api/session");
    expect(onError).not.toHaveBeenCalled();
  });
});
