import { describe, expect, it } from "vitest";
import type { DocumentsView } from "../../src/protocol/import.ts";
import type { SessionView } from "../../src/protocol/session.ts";
import type { SpaceView } from "../../src/protocol/space.ts";
import { findAgents } from "../../src/agents/built-in-agents.ts";
import { openServer, say, spaceRoute, textOf } from "./open-server.ts";

describe("the session", () => {
  it("is empty of spaces on the first visit, names the agents one can begin and says that the model is none", async () => {
    const { ask, server } = await openServer();
    await server.agentOf("local/me");
    const session = (await ask<SessionView>("/api/session")).body;
    expect(session).toMatchObject({
      home: "local/me",
      spaces: [],
      model: { id: "offline", offline: true, hint: expect.stringContaining("ollama") },
    });
    expect(session.agents.map(({ id, starters }) => [id, starters.length])).toEqual([
      ["assistant", 3],
      ["support", 3],
      ["reader", 3],
    ]);
    expect(session.agents.find(({ id }) => id === "support")).toMatchObject({
      perSpace: "customer",
      documents: ["faq.md", "kestrel-manual.pdf"],
    });
  });

  it("lists the spaces that were begun, the one used last first, over a restart too", async () => {
    const first = await openServer();
    for (const body of [{ agent: "assistant" }, { agent: "support", space: "local/anna" }, { agent: "reader" }])
      expect((await first.ask("/api/spaces", { method: "POST", body })).status).toBe(200);
    await first.memory.space("local/unrelated").write({ kind: "message", text: "somebody else's" });
    await say(first, "local/anna", "Hello");
    const { memory } = first;
    await first.server.close();
    const second = await openServer({ memory });
    const { spaces } = (await second.ask<SessionView>("/api/session")).body;
    expect(spaces.map(({ name, agent, title }) => [name, agent, title])).toEqual([
      ["local/anna", "support", "Support: anna"],
      ["local/reader", "reader", "Reader"],
      ["local/me", "assistant", "Assistant"],
    ]);
  });

  it("counts a space as begun from its first turn at the terminal on", async () => {
    const { ask, server } = await openServer();
    const shared = await server.agentOf("local/me");
    await shared.start("Hello", { by: "terminal" }).finished;
    await expect.poll(async () => (await ask<SessionView>("/api/session")).body.spaces.map(({ name }) => name)).toEqual(["local/me"]);
  });
});

describe("beginning an agent", () => {
  it("changes nothing the second time, and brings back no document that was taken out", async () => {
    const { ask, memory } = await openServer();
    const begin = () => ask("/api/spaces", { method: "POST", body: { agent: "support" } });
    const card = (await begin()).body;
    const documents = memory.space("local/support-documents");
    await documents.documents.delete("faq.md");
    const { seq } = await documents.head();
    expect((await begin()).body).toEqual(card);
    expect((await documents.head()).seq).toBe(seq);
  });

  it("is refused in a space that belongs to another agent, to documents or to somebody else", async () => {
    const { ask, memory } = await openServer();
    const begin = (agent: string, space?: string) =>
      ask("/api/spaces", { method: "POST", body: { agent, ...(space !== undefined && { space }) } });
    for (const agent of ["assistant", "reader"])
      expect(await begin(agent, "local/support-documents")).toMatchObject({ status: 409, body: { code: "SPACE_TAKEN" } });
    await begin("support");
    await memory.space("acme/payroll").write({ kind: "message", text: "not for pages" });
    for (const space of ["local/support", "local/support-documents", "acme/payroll"])
      expect(await begin("reader", space)).toMatchObject({ status: 409, body: { code: "SPACE_TAKEN" } });
    expect(await begin("nobody")).toMatchObject({ status: 404 });
    for (const space of ["", "x", "../etc/passwd", "local/*", "local/a/b"])
      expect(await begin("reader", space)).toMatchObject({ status: 400 });
    expect((await ask(spaceRoute("acme/payroll", "messages"))).status).toBe(404);
  });

  it("is left to the one that lives there, where the program does not have it: then it can be looked at, and nobody else answers", async () => {
    const first = await openServer();
    await first.ask("/api/spaces", { method: "POST", body: { agent: "reader" } });
    await say(first, "local/reader", "The canary sings.");
    const { memory } = first;
    await first.server.close();
    const [assistant] = await findAgents();
    const second = await openServer({ memory, agents: [assistant] });
    const before = await memory.space("local/reader").head();
    expect((await second.ask(spaceRoute("local/reader", "search?q=canary"))).body["found"]).toBe(true);
    const message = { role: "user", parts: [{ type: "text", text: "Hello" }] };
    expect(await second.ask("/api/chat", { method: "POST", body: { id: "local/reader", message } })).toMatchObject({
      status: 409,
      body: { code: "AGENT_MISSING", error: expect.stringContaining("“reader”, which this program does not have") },
    });
    await expect(second.server.agentOf("local/reader")).rejects.toThrow("“reader”, which this program does not have");
    expect(await memory.space("local/reader").head()).toEqual(before);
  });

  it("of the support desk gives each customer a space of their own, and all of them the same documents to read", async () => {
    const server = await openServer();
    for (const space of ["local/support-anna", "local/support-ben"])
      await server.ask("/api/spaces", { method: "POST", body: { agent: "support", space } });
    await say(server, "local/support-anna", "I have very hard water, 20 degrees. My name is Anna Canary.");
    const answer = textOf(await say(server, "local/support-ben", "What does E4 mean on the brewer?"));
    expect(answer).toMatch(/kestrel-manual\.pdf, page \d|faq\.md/);
    const ben = JSON.stringify([
      (await server.ask(spaceRoute("local/support-ben", "messages"))).body,
      (await server.ask(spaceRoute("local/support-ben", "search?q=hard+water+Anna+Canary"))).body,
    ]);
    expect(ben).not.toContain("Canary.");
    const view = (await server.ask<SpaceView>(spaceRoute("local/support-ben"))).body;
    expect(view.mounts).toMatchObject([{ space: "local/support-documents", access: "read", counts: { passage: expect.any(Number) } }]);
    const list = (await server.ask<DocumentsView>(spaceRoute("local/support-ben", "documents"))).body;
    expect(new Map(list.items.map(({ document, pages, complete, space }) => [document, [pages, complete, space]]))).toEqual(
      new Map([
        ["faq.md", [undefined, true, "local/support-documents"]],
        ["kestrel-manual.pdf", [6, true, "local/support-documents"]],
      ]),
    );
  });
});

describe("a space that is not allowed", () => {
  it("is not found by any route, whether it is there or not", async () => {
    const { ask, memory } = await openServer();
    await memory.space("acme/secret").write({ kind: "message", text: "canary" });
    const hostile = [
      "acme/secret",
      "acme/none",
      "local/support-documents-2",
      "acme",
      "*",
      "%",
      "local/*",
      "../secret",
      "local/me\0",
      "local/me ",
      "Local/Me",
      "local/me%00",
      "__proto__",
      "acme/secret?x",
      "local/me/../../acme/secret",
      "ａcme/secret",
    ];
    const routes = [
      "",
      "messages",
      "context",
      "search?q=canary",
      "why-not?q=x&record=x",
      "records/x",
      "graph",
      "graph/entities",
      "tables",
      "tables/x/rows",
      "entries",
      "imports",
      "documents",
      "verify",
      "export",
      "events",
    ];
    const writes = [
      "forget",
      "undo",
      "erase/preview",
      "erase",
      "repair",
      "tables/query",
      "documents/forget",
      "graph/facts/x/retract",
      "verify",
    ];
    for (const space of hostile) {
      for (const route of routes) {
        const { status, body } = await ask(spaceRoute(space, route));
        expect([space, route, status, JSON.stringify(body).includes("canary")]).toEqual([space, route, 404, false]);
      }
      for (const route of writes)
        expect([space, route, (await ask(spaceRoute(space, route), { method: "POST", body: {} })).status]).toEqual([space, route, 404]);
      expect((await ask(`/api/chat/${encodeURIComponent(space)}/stream`)).status).toBe(404);
      expect((await ask(`/api/chat/${encodeURIComponent(space)}/stop`, { method: "POST", body: { turn: "x" } })).status).toBe(404);
    }
    expect((await memory.space("acme/secret").head()).seq).toBe(1);
  });

  it("that an agent mounts can be read under its own name, and not be written", async () => {
    const { ask } = await openServer();
    await ask("/api/spaces", { method: "POST", body: { agent: "support" } });
    const found = await ask(spaceRoute("local/support-documents", "search?q=descale"));
    expect([found.status, found.body["found"]]).toEqual([200, true]);
    for (const route of ["forget", "undo", "erase/preview", "documents/forget", "verify", "repair"])
      expect(await ask(spaceRoute("local/support-documents", route), { method: "POST", body: {} })).toMatchObject({
        status: 403,
        body: { code: "READ_ONLY" },
      });
    expect((await ask(spaceRoute("local/support-documents", "context"))).status).toBe(404);
  });
});

describe("a space as a whole", () => {
  it("is counted and exported", async () => {
    const { ask, fetch, memory } = await openServer({ bytes: async () => 4096 });
    await ask("/api/spaces", { method: "POST", body: { agent: "assistant" } });
    await memory.space("local/me").write({ kind: "message", text: "exported" });
    expect((await ask(spaceRoute("local/me"))).body).toMatchObject({
      name: "local/me",
      agent: "assistant",
      counts: { message: 1 },
      bytes: 4096,
      mounts: [],
      stores: [{ name: "sqlite", behind: 0 }],
    });
    const file = await fetch(spaceRoute("local/me", "export"));
    expect(file.headers.get("content-disposition")).toBe('attachment; filename="local-me.jsonl"');
    const lines = (await file.text()).split("\n").filter((line) => line !== "");
    await memory.space("local/copy").import(lines.map((line) => `${line}\n`));
    expect(await memory.space("local/copy").head()).toEqual(await memory.space("local/me").head());
  });
});
