import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { UiMessage } from "@pagefile/ai-sdk";
import { openMemory, systemClock } from "@pagefile/core";
import { type Embedder, PagefileError } from "@pagefile/core/contracts";
import { sqlite } from "@pagefile/store-sql";
import { deterministicEmbedder, type Fault, faultyStore, inMemoryStore } from "@pagefile/testing";
import { describe, expect, it, onTestFinished } from "vitest";
import type { DocumentsView, ImportsView, ImportView } from "../../src/protocol/import.ts";
import type { MessagesView } from "../../src/protocol/message.ts";
import type { ForgetReceipt } from "../../src/protocol/record.ts";
import type { RecallView } from "../../src/protocol/recall.ts";
import { readEvents } from "./event-reader.ts";
import { heldModel } from "./held-model.ts";
import { heldQuery } from "./held-query.ts";
import { chunksOf, openServer, openSqlite, say, spaceRoute, temporaryFolder, type TestServer, textOf } from "./open-server.ts";

async function begun(agent: string, options: Parameters<typeof openServer>[0] = {}): Promise<TestServer & { readonly space: string }> {
  const server = await openServer(options);
  const { body } = await server.ask("/api/spaces", { method: "POST", body: { agent } });
  return { ...server, space: String(body["name"]) };
}

async function put(
  { fetch, space }: TestServer & { readonly space: string },
  name: string,
  bytes: string | Uint8Array,
): Promise<{ readonly status: number; readonly view: ImportView }> {
  const response = await fetch(spaceRoute(space, `imports/${encodeURIComponent(name)}`), {
    method: "PUT",
    headers: { "content-type": "application/octet-stream" },
    body: typeof bytes === "string" ? bytes : Buffer.from(bytes),
  });
  return { status: response.status, view: (await response.json()) as ImportView };
}

const manual = readFileSync(new URL("../../agents/support/documents/kestrel-manual.pdf", import.meta.url));

describe("a file that is taken in", () => {
  it("is read page by page with its progress, found afterwards, and listed after a reload", async () => {
    const server = await begun("assistant");
    const events = await readEvents(server, server.space);
    const { status, view } = await put(server, "kestrel.pdf", manual);
    expect([status, view.name, view.bytes]).toEqual([202, "kestrel.pdf", manual.byteLength]);
    const done = (await events.until("import", (event) => event.import.state === "done")).import;
    expect(done).toMatchObject({ id: view.id, pages: { done: 6, total: 6 }, problems: [] });
    expect(done.chunks?.written).toBe(done.chunks?.total);
    expect(done.entries).toBeGreaterThan(done.chunks?.total ?? 0);
    const { imports, formats } = (await server.ask<ImportsView>(spaceRoute(server.space, "imports"))).body;
    expect([imports, formats.includes(".pdf")]).toEqual([[done], true]);
    const recall = (await server.ask<RecallView>(spaceRoute(server.space, "search?q=what+does+E6+mean"))).body;
    expect(recall.hits[0]?.record).toMatchObject({ document: "kestrel.pdf", page: 5, origin: { channel: "document", trust: "untrusted" } });
  });

  it("changes nothing when it comes again, and is forgotten and brought back as a whole", async () => {
    const server = await begun("assistant");
    const events = await readEvents(server, server.space);
    const documents = async () => (await server.ask<DocumentsView>(spaceRoute(server.space, "documents"))).body.items;
    const one = (await put(server, "notes.md", "# Garden\n\nThe roses were cut in March.\n")).view;
    await events.until("import", (event) => event.import.id === one.id && event.import.state === "done");
    const two = (await put(server, "notes.md", "# Garden\n\nThe roses were cut in March.\n")).view;
    const again = await events.until("import", (event) => event.import.id === two.id && event.import.state === "done");
    expect([again.import.entries, await documents()]).toEqual([
      0,
      [expect.objectContaining({ document: "notes.md", title: "Garden", complete: true, writable: true })],
    ]);
    const forgotten = await server.ask<ForgetReceipt>(spaceRoute(server.space, "documents/forget"), {
      method: "POST",
      body: { document: "notes.md" },
    });
    const ids = forgotten.body.forgotten;
    expect([forgotten.status, ids.length, await documents()]).toEqual([200, 2, []]);
    for (const preview of [true, false]) {
      const { body } = await server.ask(spaceRoute(server.space, "undo"), { method: "POST", body: { record: ids[0], preview } });
      expect(body["changed"]).toEqual([{ record: ids[0], kind: "block", outcome: "back", text: "Garden (1 passage)" }]);
      expect(await documents()).toHaveLength(preview ? 0 : 1);
    }
    const recall = (await server.ask<RecallView>(spaceRoute(server.space, "search?q=when+were+the+roses+cut"))).body;
    expect(recall.found).toBe(true);
    expect((await server.ask(spaceRoute(server.space, "documents/forget"), { method: "POST", body: { document: "none" } })).status).toBe(
      404,
    );
  });

  it("has the last part of whatever name was sent, and never a path", async () => {
    const server = await begun("assistant");
    expect((await put(server, "../../etc/passwd.txt", "root")).view.name).toBe("passwd.txt");
    expect((await put(server, "C:\\secret\\plan.txt", "plan")).view.name).toBe("plan.txt");
    expect((await put(server, "a\u202egnp.txt", "text")).view.name).toBe("agnp.txt");
    for (const name of ["...", "/", " ", `${"x".repeat(300)}.txt`]) expect((await put(server, name, "x")).status).toBe(400);
  });

  it("that cannot be read is failed with a sentence, and nothing of it is written", async () => {
    const server = await begun("assistant");
    const events = await readEvents(server, server.space);
    for (const [name, bytes] of [
      ["photo.png", "x"],
      ["broken.pdf", "%PDF-1.4 nonsense"],
      ["empty.txt", ""],
    ] as const) {
      const { seq } = await server.memory.space(server.space).head();
      const { view } = await put(server, name, bytes);
      const { import: failed } = await events.until("import", (event) => event.import.id === view.id && event.import.state === "failed");
      expect([name, typeof failed.error, /\/|at /.test(failed.error ?? "")]).toEqual([name, "string", false]);
      expect((await server.memory.space(server.space).head()).seq).toBe(seq);
    }
    const large = await server.fetch(spaceRoute(server.space, "imports/large.txt"), {
      method: "PUT",
      headers: { "content-type": "application/octet-stream" },
      body: new Uint8Array(51 * 1024 * 1024),
    });
    expect(large.status).toBe(413);
  });

  it("is cancelled as often as it is asked, and put again later", async () => {
    const server = await begun("assistant");
    const events = await readEvents(server, server.space);
    const text = Array.from({ length: 6000 }, (_, at) => `Paragraph ${at} says that valve ${at} is turned by hand.\n`).join("\n");
    const { view } = await put(server, "long.txt", text);
    await events.until("import", (event) => event.import.id === view.id && event.import.state === "writing");
    for (let times = 0; times < 2; times += 1)
      expect((await server.fetch(spaceRoute(server.space, `imports/${view.id}`), { method: "DELETE" })).status).toBe(204);
    await events.until("import", (event) => event.import.id === view.id && event.import.state === "cancelled");
    const [document] = (await server.ask<DocumentsView>(spaceRoute(server.space, "documents"))).body.items;
    expect(document?.complete ?? false).toBe(false);
    expect((await server.ask(spaceRoute(server.space, "imports/none"), { method: "DELETE" })).status).toBe(404);
    const again = (await put(server, "long.txt", text)).view;
    const waiting = (await put(server, "next.txt", "It waits for the long one.")).view;
    await server.fetch(spaceRoute(server.space, `imports/${waiting.id}`), { method: "DELETE" });
    expect((await server.ask<ImportsView>(spaceRoute(server.space, "imports"))).body.imports.at(-1)).toMatchObject({
      id: waiting.id,
      state: "cancelled",
    });
    await events.until("import", (event) => event.import.id === again.id && event.import.state === "done");
    const { items } = (await server.ask<DocumentsView>(spaceRoute(server.space, "documents"))).body;
    expect(items.map(({ name, complete }) => [name, complete])).toEqual([["long.txt", true]]);
  });
});

describe("a file of which all is written but its vectors", () => {
  it("is cancelled at once, though nobody can say when they come, and stays cancelled when they do", async () => {
    const vectors = Promise.withResolvers<void>();
    const hashed = deterministicEmbedder();
    const embedder: Embedder = { ...hashed, embed: (texts, options) => vectors.promise.then(() => hashed.embed(texts, options)) };
    const memory = openMemory({ journal: sqlite({ file: join(temporaryFolder(), "memory.db") }), embedder, storeDeadlineMs: 60_000 });
    onTestFinished(() => {
      vectors.resolve();
      return memory.close();
    });
    const server = await begun("assistant", { memory });
    const events = await readEvents(server, server.space);
    const { view } = await put(server, "valve.txt", "Valve 7 is turned by hand once a year.");
    await events.until("import", (event) => event.import.state === "indexing");
    await server.fetch(spaceRoute(server.space, `imports/${view.id}`), { method: "DELETE" });
    await events.until("import", (event) => event.import.state === "cancelled");
    vectors.resolve();
    await memory.catchUp();
    const next = (await put(server, "valve.txt", "Valve 7 is turned by hand once a year.")).view;
    await events.until("import", (event) => event.import.id === next.id && event.import.state === "done");
    const { imports } = (await server.ask<ImportsView>(spaceRoute(server.space, "imports"))).body;
    expect(imports.map(({ state, entries }) => [state, entries])).toEqual([
      ["cancelled", 0],
      ["done", 0],
    ]);
  });
});

describe("files behind a store that is down", () => {
  it("are all written, and done when it is back", async () => {
    const down = new PagefileError("STORE_UNAVAILABLE", "connection refused", { retryable: true });
    const faults: Fault[] = [{ at: "apply:before", passage: "every", error: down }];
    const late = faultyStore(inMemoryStore({ name: "late" }), { faults });
    const memory = openMemory({ journal: sqlite({ file: join(temporaryFolder(), "memory.db") }), stores: [late] });
    onTestFinished(() => memory.close());
    const server = await begun("assistant", { memory });
    const events = await readEvents(server, server.space);
    const names = Array.from({ length: 10 }, (_, at) => `note-${at}.txt`);
    for (const name of names) {
      const { status, view } = await put(server, name, `What ${name} says.`);
      expect([name, status]).toEqual([name, 202]);
      await events.until("import", (event) => event.import.id === view.id && event.import.state === "indexing");
    }
    faults.length = 0;
    await memory.catchUp();
    for (const name of names) await events.until("import", (event) => event.import.name === name && event.import.state === "done");
  });
});

describe("the reader", () => {
  it("sums up what it is given and keeps that with the document as its source", async () => {
    const server = await begun("reader");
    const events = await readEvents(server, server.space);
    await put(
      server,
      "bees.md",
      "# Bees\n\nBees dance to tell the way to flowers. A hive of bees has one queen. In winter bees keep the hive at 35 degrees.\n",
    );
    expect(await events.until("turn-start")).toMatchObject({ by: "import", text: expect.stringContaining("bees.md") });
    expect(await events.until("turn-finish")).toMatchObject({ reason: "answered" });
    const { entry } = await events.until("entry", (event) => event.entry.collection === "summaries");
    expect(entry).toMatchObject({
      key: "bees.md",
      channel: "agent",
      trust: "untrusted",
      source: "bees.md",
      text: expect.stringMatching(/bees/i),
    });
    expect(textOf(await say(server, server.space, "How warm do bees keep the hive?"))).toContain("bees.md");
  });

  /** A reader whose vectors take their time, and are waited for. */
  async function slowReader(embedder: Embedder) {
    const journal = sqlite({ file: join(temporaryFolder(), "memory.db") });
    const memory = openMemory({ journal, embedder, armDeadlineMs: 60_000 });
    onTestFinished(() => memory.close());
    const server = await begun("reader", { memory });
    const events = await readEvents(server, server.space);
    const messages = async () => (await server.ask<MessagesView<UiMessage>>(spaceRoute(server.space, "messages"))).body.messages;
    return { server, events, messages };
  }
  const slow = () => deterministicEmbedder({ delayMs: 60, maxBatch: 8, clock: systemClock });
  const valves = Array.from({ length: 400 }, (_, at) => `Valve ${at} is turned by hand once a year and painted in colour ${at}.\n`).join(
    "\n",
  );
  const callsIn = (messages: readonly UiMessage[]) =>
    messages.flatMap(({ parts }) => parts.flatMap((part) => (part.type === "dynamic-tool" ? [part] : [])));

  it("answers the question that was asked while a document was taken in, and sums that up afterwards", async () => {
    const question = "Which colour has valve 7?";
    const embedder = heldQuery(slow(), question);
    const { server, events, messages } = await slowReader(embedder);
    const answered = say(server, server.space, question);
    await embedder.asked;
    await put(server, "valves.txt", valves);
    await events.until("import", (event) => event.import.state === "done");
    embedder.release();
    expect((await answered).at(-1)).toMatchObject({ type: "finish", messageMetadata: { stopReason: "answered" } });
    const { turn } = await events.until("turn-start", ({ by }) => by === "import");
    expect(await events.until("turn-finish", (event) => event.turn === turn)).toMatchObject({ reason: "answered" });
    const stored = await messages();
    expect(stored.map(({ role, metadata }) => [role, metadata?.stopReason])).toEqual([
      ["user", undefined],
      ["assistant", "answered"],
      ["user", undefined],
      ["assistant", "answered"],
    ]);
    expect(new Set(callsIn(stored).map(({ state }) => state))).toEqual(new Set(["output-available"]));
  });

  it("finishes its summary whatever is asked, or cancelled of the import, meanwhile", async () => {
    const embedder = heldQuery(slow(), "valves");
    const { server, events, messages } = await slowReader(embedder);
    const { view } = await put(server, "valves.txt", valves);
    await embedder.asked;
    await expect(say(server, server.space, "Which colour has valve 7?")).rejects.toThrow("TURN_IN_PROGRESS");
    expect((await server.fetch(spaceRoute(server.space, `imports/${view.id}`), { method: "DELETE" })).status).toBe(204);
    expect((await messages()).map(({ role }) => role)).toEqual(["user"]);
    embedder.release();
    expect(await events.until("turn-finish")).toMatchObject({ reason: "answered" });
    expect((await events.until("entry", (event) => event.entry.collection === "summaries")).entry).toMatchObject({ key: "valves.txt" });
    expect((await server.ask<ImportsView>(spaceRoute(server.space, "imports"))).body.imports).toMatchObject([{ state: "done" }]);
    expect(callsIn(await messages())).toMatchObject([{ toolName: "archival_memory_search", state: "output-available" }]);
    expect(textOf(await say(server, server.space, "Which colour has valve 7?"))).toContain("painted in colour 7");
  });

  it("says of a summary that was stopped that its search was, and goes on with it when it is asked to", async () => {
    const embedder = heldQuery(slow(), "valves");
    const { server, events, messages } = await slowReader(embedder);
    await put(server, "valves.txt", valves);
    const { turn } = await events.until("turn-start");
    await embedder.asked;
    const stop = await server.ask(`/api/chat/${encodeURIComponent(server.space)}/stop`, { method: "POST", body: { turn } });
    expect(stop.status).toBe(204);
    expect(await events.until("turn-finish")).toMatchObject({ turn, reason: "cancelled" });
    expect(callsIn(await messages())).toMatchObject([
      { toolName: "archival_memory_search", state: "output-error", errorText: "The turn was cancelled before this call was run." },
    ]);
    embedder.release();
    const resumed = await server.fetch("/api/chat", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        id: server.space,
        trigger: "regenerate-message",
        message: { role: "user", parts: [{ type: "text", text: "…" }] },
      }),
    });
    const chunks = chunksOf(await resumed.text());
    expect([chunks[0], chunks.at(-1)]).toMatchObject([
      { type: "start", messageMetadata: { turn, resumed: true } },
      { type: "finish", messageMetadata: { stopReason: "answered" } },
    ]);
    expect((await messages()).map(({ metadata }) => metadata?.stopReason)).toEqual([undefined, "answered"]);
    const { entry } = await events.until("entry", (event) => event.entry.collection === "summaries");
    expect(entry).toMatchObject({ key: "valves.txt", operation: "put", version: 1, text: textOf(chunks) });
    await say(server, server.space, "Which colour has valve 7?");
    expect(await kept(server)).toEqual([["valves.txt", 1, textOf(chunks)]]);
  });

  /** Names, versions and texts of the summaries there are. */
  async function kept({ memory, space }: Pick<TestServer, "memory"> & { readonly space: string }) {
    const { items } = await memory.space(space).list({ kind: "passage", collection: "summaries", by: "key" });
    return items.map(({ key, version, body }) => [key, version, body instanceof Uint8Array ? "" : body["text"]]);
  }
  const due = async ({ memory, space }: Pick<TestServer, "memory"> & { readonly space: string }) =>
    (await memory.space(space).list({ kind: "block", collection: "summaries-due", by: "key" })).items.length;

  it("keeps a summary that the end of the program cut off and the next one answers, once", async () => {
    const memory = openSqlite();
    const model = heldModel("Bees", " dance.");
    const first = await begun("reader", { memory, model });
    await put(first, "bees.md", "# Bees\n\nBees dance to tell the way to flowers.\n");
    await model.speaking;
    await first.server.close();
    expect([await kept(first), await due(first)]).toEqual([[], 1]);
    model.release();
    for (let starts = 0; starts < 2; starts += 1) {
      const next = await openServer({ memory, model });
      await next.ask(spaceRoute(first.space, "messages"));
      await expect.poll(() => kept(first)).toEqual([["bees.md", 1, "Bees dance."]]);
      await expect.poll(() => due(first)).toBe(0);
      await next.server.close();
    }
  });

  it("keeps a summary whose writing failed when the agent is woken again", async () => {
    const journal = sqlite({ file: join(temporaryFolder(), "memory.db") });
    const append = journal.append.bind(journal);
    let away = true;
    journal.append = (space, changes, options) => {
      const summary = changes.some((change) => change.type === "put" && change.content.collection === "summaries");
      if (!away || !summary) return append(space, changes, options);
      return Promise.reject(new PagefileError("JOURNAL_UNAVAILABLE", "away", { retryable: true }));
    };
    const memory = openMemory({ journal });
    onTestFinished(() => memory.close());
    const troubles = Promise.withResolvers<unknown>();
    const first = await begun("reader", { memory, onError: troubles.resolve });
    await put(first, "bees.md", "# Bees\n\nBees dance to tell the way to flowers.\n");
    expect(await troubles.promise).toMatchObject({ code: "JOURNAL_UNAVAILABLE" });
    await first.server.close();
    expect(await kept(first)).toEqual([]);
    away = false;
    const second = await openServer({ memory });
    await second.ask(spaceRoute(first.space, "messages"));
    await expect.poll(() => kept(first)).toEqual([["bees.md", 1, expect.stringMatching(/bees/i)]]);
  });

  it("wants no answer any more where something else was said instead", async () => {
    const model = heldModel("Bees", " dance.");
    const server = await begun("reader", { model });
    const events = await readEvents(server, server.space);
    await put(server, "bees.md", "# Bees\n\nBees dance to tell the way to flowers.\n");
    const { turn } = await events.until("turn-start");
    await model.speaking;
    await server.ask(`/api/chat/${encodeURIComponent(server.space)}/stop`, { method: "POST", body: { turn } });
    await events.until("turn-finish");
    expect(await due(server)).toBe(1);
    model.release();
    await say(server, server.space, "Never mind.");
    await expect.poll(() => due(server)).toBe(0);
    expect(await kept(server)).toEqual([]);
  });
});

describe("the support desk", () => {
  it("keeps what it is given where all customers' agents read it", async () => {
    const server = await begun("support");
    const events = await readEvents(server, server.space);
    await put(server, "recall.md", "# Recall\n\nJugs KG-1 with serial numbers below 500 may crack and are replaced for free.\n");
    await events.until("import", (event) => event.import.state === "done");
    const { items } = (await server.ask<DocumentsView>(spaceRoute(server.space, "documents"))).body;
    expect(items.find(({ document }) => document === "recall.md")).toMatchObject({ space: "local/support-documents", writable: true });
    const [passage] = (await server.ask<RecallView>(spaceRoute(server.space, "search?q=which+jugs+may+crack"))).body.hits;
    expect(passage?.record).toMatchObject({ space: "local/support-documents", document: "recall.md" });
    const asked = await server.ask(spaceRoute(server.space, `why-not?q=zebra&record=${passage?.id}`));
    expect(asked.body).toMatchObject({ reason: "nothing-in-common", record: { space: "local/support-documents" } });
    await server.ask("/api/spaces", { method: "POST", body: { agent: "support", space: "local/support-ben" } });
    expect(textOf(await say(server, "local/support-ben", "Which jugs may crack?"))).toContain("recall.md");
    const erase = (route: string, body: object) => server.ask(spaceRoute(server.space, route), { method: "POST", body });
    const { token } = (await erase("erase/preview", { document: "recall.md" })).body;
    expect((await erase("erase", { token })).body).toMatchObject({ space: "local/support-documents", scrubbed: true });
    const left = (await server.ask<RecallView>(spaceRoute(server.space, "search?q=which+jugs+may+crack"))).body.hits;
    expect(left.filter(({ record }) => record?.document === "recall.md")).toEqual([]);
    // What a file was called may be what was to go.
    expect((await server.ask<ImportsView>(spaceRoute(server.space, "imports"))).body.imports).toEqual([]);
  });
});
