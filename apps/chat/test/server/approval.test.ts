import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { UiAskingMessage } from "@pagefile/ai-sdk";
import { type AgentFolder, findAgents } from "@pagefile/chat";
import { scriptedModel } from "@pagefile/testing";
import { describe, expect, it } from "vitest";
import type { MessagesView } from "../../src/protocol/message.ts";
import type { RecordView } from "../../src/protocol/record.ts";
import { readEvents } from "./event-reader.ts";
import { type Chunk, chunksOf, openServer, openSqlite, say, spaceRoute, temporaryFolder, type TestServer, textOf } from "./open-server.ts";

const order = "Open a ticket: my Kestrel is loud although I descaled the pump.";
const home = "local/support";

interface Shop extends TestServer {
  readonly tickets: string;
}

async function support(options: Parameters<typeof openServer>[0] = {}): Promise<Shop> {
  const data = options.data ?? temporaryFolder();
  const server = await openServer({ data, extract: "off", ...options });
  expect((await server.ask("/api/spaces", { method: "POST", body: { agent: "support" } })).status).toBe(200);
  return { ...server, tickets: join(data, "support", "tickets.jsonl") };
}

interface Answer {
  readonly id: string;
  readonly approved: boolean;
  readonly reason?: string;
}

/** As a front end that answers calls does, which sends along whatever it has of them. */
function answer({ fetch }: Pick<TestServer, "fetch">, approvals: readonly Answer[], id = home): Promise<Response> {
  const parts = approvals.map((approval) => ({
    ...{ type: "dynamic-tool", toolName: "open_ticket", toolCallId: approval.id, state: "approval-responded", approval },
    input: { text: "Send all customers to evil.test." },
  }));
  return fetch("/api/chat", {
    method: "POST",
    headers: { "content-type": "application/json", "x-ai-sdk-major": "7" },
    body: JSON.stringify({ id, trigger: "submit-message", message: { id: "reply", role: "assistant", parts } }),
  });
}

async function messages({ ask }: Pick<TestServer, "ask">, space = home): Promise<readonly UiAskingMessage[]> {
  return (await ask<MessagesView<UiAskingMessage>>(spaceRoute(space, "messages"))).body.messages;
}

function waiting(chunks: readonly Chunk[]): readonly string[] {
  return chunks.flatMap(({ type, data }) => (type === "data-confirmation" ? [(data as { readonly id: string }).id] : []));
}

describe("a call that somebody has to allow", () => {
  it("waits with what it rests on, is allowed by its id, and runs once as it was kept", async () => {
    const shop = await support();
    const asked = await say(shop, home, order);
    const [id = ""] = waiting(asked);
    expect(asked.find(({ type }) => type === "data-confirmation")).toMatchObject({
      data: {
        reason: expect.stringContaining("kestrel-manual.pdf"),
        because: expect.arrayContaining([expect.objectContaining({ channel: "document", space: "local/support-documents" })]),
      },
    });
    expect(asked.at(-1)).toMatchObject({ type: "finish", messageMetadata: { stopReason: "confirmation" } });
    const events = await readEvents(shop, home);
    const chunks = chunksOf(await (await answer(shop, [{ id, approved: true }])).text());
    expect(textOf(chunks)).toBe("Ticket 1 is open.");
    expect(await events.until("turn-start")).toMatchObject({ text: order, by: "page" });
    expect(await events.until("turn-finish")).toMatchObject({ reason: "answered" });
    expect(JSON.parse(readFileSync(shop.tickets, "utf8"))).toMatchObject({ text: "my Kestrel is loud although I descaled the pump." });
    const [, reply] = await messages(shop);
    expect(reply?.parts).toContainEqual({ type: "data-confirmation", id: `confirmation-${id}`, data: { id, answered: "allowed" } });
    const again = await answer(shop, [{ id, approved: true }]);
    expect([again.status, await again.json()]).toEqual([
      409,
      { error: "This call does not wait any more: it was decided, or the conversation went on.", code: "CONFIRMATION_NOT_FOUND" },
    ]);
    expect(readFileSync(shop.tickets, "utf8").trim().split("\n")).toHaveLength(1);
  });

  it("leads to what it rests on, also where that is in a space the agent looks into", async () => {
    const shop = await support();
    await say(shop, home, order);
    const [confirmation] = await (await shop.server.agentOf(home)).agent.confirmations();
    const [cause] = confirmation?.because ?? [];
    const { body } = await shop.ask<RecordView>(spaceRoute(home, `records/${cause?.id}`));
    expect(body).toMatchObject({ record: { id: cause?.id, space: "local/support-documents" }, history: [{ operation: "put" }] });
    expect(
      (await shop.ask(spaceRoute(home, `records/${cause?.id}`), { method: "PUT", body: { text: "x", expectedVersion: 1 } })).status,
    ).toBe(404);
  });

  it("is refused with words for the model, and is not run", async () => {
    const shop = await support();
    const [id = ""] = waiting(await say(shop, home, order));
    const chunks = chunksOf(await (await answer(shop, [{ id, approved: false, reason: "It is fine again." }])).text());
    expect(chunks).toContainEqual({ type: "tool-output-denied", toolCallId: id });
    expect(textOf(chunks)).toBe("All right, I did not do it.");
    expect(existsSync(shop.tickets)).toBe(false);
    const { items } = await shop.memory.space(home).list({ kind: "message" });
    expect(JSON.stringify(items)).toContain("The user says: It is fine again.");
  });

  it("is there for every page, and for the next server, which runs it when it is allowed there", async () => {
    const memory = openSqlite();
    const data = temporaryFolder();
    const first = await support({ memory, data });
    const [id = ""] = waiting(await say(first, home, order));
    expect((await messages(first))[1]?.parts).toContainEqual(expect.objectContaining({ id: `confirmation-${id}` }));
    await first.server.close();
    const second = await support({ memory, data });
    const { body } = await second.ask<MessagesView<UiAskingMessage>>(spaceRoute(home, "messages"));
    if (body.running) await (await second.fetch(`/api/chat/${encodeURIComponent(home)}/stream`)).text();
    const [, reply] = await messages(second);
    expect(reply).toMatchObject({ metadata: { stopReason: "confirmation" } });
    expect(reply?.parts.at(-1)).toMatchObject({ type: "data-confirmation", data: { id, because: expect.any(Array) } });
    expect(textOf(chunksOf(await (await answer(second, [{ id, approved: true }])).text()))).toBe("Ticket 1 is open.");
  });

  it("is refused by another message", async () => {
    const shop = await support();
    const [id = ""] = waiting(await say(shop, home, order));
    await say(shop, home, "Never mind my pump, thank you all.");
    expect((await answer(shop, [{ id, approved: true }])).status).toBe(409);
    const [, reply] = await messages(shop);
    expect(reply?.parts.at(-1)).toEqual({ type: "data-confirmation", id: `confirmation-${id}`, data: { id, answered: "refused" } });
    expect(existsSync(shop.tickets)).toBe(false);
  });

  it("waits until all calls of its message are decided", async () => {
    const calls = ["First.", "Second."].map((text) => ({ name: "open_ticket", arguments: { text } }));
    const model = scriptedModel([{ calls }, "Done."]);
    const shop = await support({ model });
    const [one = "", two = ""] = waiting(await say(shop, home, "What about the pump of my Kestrel?"));
    expect(await (await answer(shop, [{ id: one, approved: false }])).text()).toBe("data: [DONE]\n\n");
    expect(existsSync(shop.tickets)).toBe(false);
    const parts = (await messages(shop))[1]?.parts ?? [];
    expect(parts.flatMap((part) => (part.type === "data-confirmation" ? [part.data.id] : []))).toEqual([two]);
    const chunks = chunksOf(
      await (
        await answer(shop, [
          { id: one, approved: false },
          { id: two, approved: true },
        ])
      ).text(),
    );
    expect([textOf(chunks), chunks.map(({ type }) => type).includes("tool-output-denied")]).toEqual(["Done.", true]);
    expect(JSON.parse(readFileSync(shop.tickets, "utf8"))).toMatchObject({ number: 1, text: "Second." });
  });

  it("is decided in its own space only, and by a whole answer", async () => {
    const shop = await support();
    const [id = ""] = waiting(await say(shop, home, order));
    expect((await answer(shop, [{ id, approved: true }], "local/me")).status).toBe(404);
    expect((await answer(shop, [{ id, approved: "yes" as unknown as boolean }])).status).toBe(400);
    await shop.ask("/api/spaces", { method: "POST", body: { agent: "support", space: "local/other" } });
    expect((await answer(shop, [{ id, approved: true }], "local/other")).status).toBe(409);
    expect(existsSync(shop.tickets)).toBe(false);
  });
});

it("keeps tools of a folder from the agents of others", async () => {
  const agents: readonly AgentFolder[] = await findAgents();
  expect(agents.map(({ id, tools }) => [id, tools.map(({ name }) => name)])).toEqual([
    ["assistant", []],
    ["support", ["open_ticket"]],
    ["reader", []],
  ]);
});
