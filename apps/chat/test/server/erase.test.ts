import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { manualClock } from "@pagefile/testing";
import { describe, expect, it } from "vitest";
import type { ContextView } from "../../src/protocol/context.ts";
import type { ErasePreview, EraseReceiptView } from "../../src/protocol/erase.ts";
import { readEvents } from "./event-reader.ts";
import { heldModel } from "./held-model.ts";
import { type Answer, openServer, openSqlite, say, spaceRoute, temporaryFolder, type TestServer, textOf } from "./open-server.ts";

async function begun(options: Parameters<typeof openServer>[0] = {}): Promise<TestServer> {
  const server = await openServer(options);
  await server.ask("/api/spaces", { method: "POST", body: { agent: "assistant" } });
  return server;
}

function post<T>(
  { ask }: TestServer,
  route: string,
  { space = "local/me", ...body }: { readonly [name: string]: unknown; readonly space?: string },
): Promise<Answer<T>> {
  return ask<T>(spaceRoute(space, route), { method: "POST", body });
}

describe("erasing", () => {
  it("says which blocks keep what it takes", async () => {
    const server = await begun();
    await say(server, "local/me", "I live in Lisbon.");
    const space = server.memory.space("local/me");
    const { items } = await space.list({ kind: "message" });
    const said = items.find(({ attributes }) => attributes["role"] === "user");
    const human = await space.get({ kind: "block", collection: "core", key: "human" });
    const blocks = async (...ids: unknown[]) => (await post<ErasePreview>(server, "erase/preview", { ids })).body.blocks;
    expect(await blocks(said?.id)).toEqual(["human"]);
    expect(await blocks(said?.id, human?.id)).toEqual([]);
  });

  it("keeps the receipt as a file that can be saved, even of a space that is gone", async () => {
    const server = await begun();
    const preview = await post<ErasePreview>(server, "erase/preview", { everything: true });
    const { body } = await post<EraseReceiptView>(server, "erase", { token: preview.body.token });
    const { file, ...receipt } = body;
    const saved = await server.ask<typeof receipt>(file);
    expect([saved.status, saved.body]).toEqual([200, receipt]);
    expect(saved.headers.get("content-disposition")).toMatch(/^attachment; filename="erasure-local-me-\d+\.json"$/);
    expect((await server.ask(`${file}0`)).status).toBe(404);
  });

  it("shows first what would go, then takes exactly that, with a receipt, and leaves no byte of it in the files", async () => {
    const folder = temporaryFolder();
    const memory = openSqlite(join(folder, "memory.db"));
    const server = await begun({ memory });
    const space = memory.space("local/me");
    const [told] = (await space.write({ kind: "message", text: "My secret is xylophone-canary." })).records;
    const origin = { channel: "agent", trust: "user", parents: [told?.id ?? ""] } as const;
    await space.write({ kind: "passage", text: "Derived: xylophone-canary." }, { origin });
    const events = await readEvents(server, "local/me");
    const preview = await post<ErasePreview>(server, "erase/preview", { ids: [told?.id] });
    expect(preview.body).toMatchObject({
      records: 1,
      derived: 1,
      entries: 2,
      stores: ["sqlite"],
      examples: ["My secret is xylophone-canary."],
    });
    expect((await space.get(told?.id ?? ""))?.id).toBe(told?.id);
    const { status, body } = await post<EraseReceiptView>(server, "erase", { token: preview.body.token });
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({ space: "local/me", erased: [told?.id], entries: 2, scrubbed: true, pending: [] }),
    ]);
    expect(body.head).toEqual(await space.head());
    expect((await events.until("erase")).records.toSorted()).toEqual([...body.erased, ...body.derived].toSorted());
    const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name), "latin1"));
    expect(bytes.filter((text) => text.includes("xylophone"))).toEqual([]);
    expect((await server.memory.space("local/me").verify()).sound).toBe(true);
  });

  it("takes a token once, for its space, within five minutes", async () => {
    const clock = manualClock();
    const server = await begun({ clock });
    await server.ask("/api/spaces", { method: "POST", body: { agent: "reader" } });
    const space = server.memory.space("local/me");
    const [one, two] = (
      await space.write([
        { kind: "message", text: "one" },
        { kind: "message", text: "two" },
      ])
    ).records;
    const preview = async (id: string | undefined) => (await post<ErasePreview>(server, "erase/preview", { ids: [id] })).body.token;
    const token = await preview(one?.id);
    expect(await post(server, "erase", { token, space: "local/reader" })).toMatchObject({ status: 409 });
    expect(await post(server, "erase", { token })).toMatchObject({ status: 200 });
    expect(await post(server, "erase", { token })).toMatchObject({ status: 409, body: { code: "ERASE_EXPIRED" } });
    const late = await preview(two?.id);
    await clock.advance(5 * 60_000 + 1);
    expect(await post(server, "erase", { token: late })).toMatchObject({ status: 409 });
    expect(await post(server, "erase", { token: "guess" })).toMatchObject({ status: 409 });
    expect(await post(server, "erase", {})).toMatchObject({ status: 400 });
    expect((await space.get(two?.id ?? ""))?.id).toBe(two?.id);
    for (const body of [{}, { ids: [] }, { ids: ["x"] }, { document: "none.txt" }])
      expect([400, 404]).toContain((await post(server, "erase/preview", body)).status);
  });

  it("of everything takes deleted records too, after which the space is as if it had never been", async () => {
    const folder = temporaryFolder();
    const memory = openSqlite(join(folder, "memory.db"));
    const server = await begun({ memory });
    await server.ask("/api/spaces", { method: "POST", body: { agent: "support" } });
    await say(server, "local/support", "My name is Quetzal-Canary.");
    const space = memory.space("local/support");
    const [gone] = (await space.write({ kind: "message", text: "deleted quetzal-canary" })).records;
    await space.delete(gone?.id ?? "");
    const preview = await post<ErasePreview>(server, "erase/preview", { everything: true, space: "local/support" });
    expect(preview.body.entries).toBe((await space.head()).seq);
    expect((await post(server, "erase", { token: preview.body.token, space: "local/support" })).status).toBe(200);
    expect((await server.ask(spaceRoute("local/support"))).status).toBe(404);
    const { spaces } = (await server.ask<{ spaces: readonly { name: string }[] }>("/api/session")).body;
    expect(spaces.map(({ name }) => name)).toEqual(["local/me"]);
    const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name), "latin1"));
    expect(bytes.filter((text) => /quetzal/i.test(text))).toEqual([]);
    expect((await server.ask("/api/spaces", { method: "POST", body: { agent: "support" } })).status).toBe(200);
  });

  it("of everything ends the answer that is being written, of which nothing comes back", async () => {
    const model = heldModel("Your machine", " is a Kestrel.");
    const server = await begun({ model });
    await server.ask("/api/spaces", { method: "POST", body: { agent: "support" } });
    const reply = say(server, "local/support", "What is my machine?");
    await model.speaking;
    const preview = await post<ErasePreview>(server, "erase/preview", { everything: true, space: "local/support" });
    expect((await post(server, "erase", { token: preview.body.token, space: "local/support" })).status).toBe(200);
    expect((await reply).map(({ type }) => type)).toContain("abort");
    model.release();
    await server.server.close();
    expect(Object.values(await server.memory.space("local/support").count()).filter((count) => count > 0)).toEqual([]);
  });

  it("of everything at home leaves an agent that knows who it is and nothing else", async () => {
    const server = await begun();
    await say(server, "local/me", "My sister Ana lives in Porto.");
    const preview = await post<ErasePreview>(server, "erase/preview", { everything: true });
    expect((await post(server, "erase", { token: preview.body.token })).status).toBe(200);
    const { blocks } = (await server.ask<ContextView>(spaceRoute("local/me", "context"))).body;
    expect(blocks.map(({ label, text }) => [label, text.slice(0, 23)])).toEqual([
      ["human", ""],
      ["persona", "I am a personal assista"],
      ["plans", ""],
    ]);
    expect(textOf(await say(server, "local/me", "Where does my sister live?"))).not.toContain("Porto");
    expect((await server.memory.space("local/me").verify()).sound).toBe(true);
  });
});
