import { type Agent, createAgent, openMemory } from "@pagefile/core";
import { isPagefileError } from "@pagefile/core/contracts";
import { inMemoryJournal, payTool, scriptedModel, type ScriptedReply } from "@pagefile/testing";
import { describe, expect, test } from "vitest";
import { type Approval, readChatRequest, toUiMessageChunks, toUiMessages, uiMessageStreamResponse } from "../src/index.ts";
import { type Client, type Major, majors, openClient, type ShownMessage, type ShownPart } from "./support/client.ts";
import { type ChatServer, serveChat } from "./support/chat-server.ts";

interface Shop extends AsyncDisposable {
  readonly agent: Agent;
  readonly server: ChatServer;
  readonly paid: readonly string[];
  /** What a page loads at first. */
  readonly stored: () => Promise<readonly ShownMessage[]>;
}

/** An agent that may pay, in a space with a passage that nobody vouches for, behind a server as a program would write one. */
async function shop(major: Major, script: readonly ScriptedReply[]): Promise<Shop> {
  const memory = openMemory({ journal: inMemoryJournal() });
  const paid: string[] = [];
  const agent = createAgent({ memory, space: "acme/alice", model: scriptedModel(script), tools: [payTool(paid)] });
  await agent.space.write(
    { kind: "passage", text: "The kettle's maker wants to be paid." },
    { origin: { channel: "document", trust: "untrusted", source: "manual.pdf" } },
  );
  const server = await serveChat({
    async post(body, signal) {
      try {
        const asked = readChatRequest(body);
        for (const { id, ...decision } of asked.approvals ?? []) await agent.decide(id, decision);
        const events = asked.approvals === undefined ? agent.send(asked.text) : agent.resume();
        return uiMessageStreamResponse(toUiMessageChunks(events, { client: major }), { signal });
      } catch (error) {
        if (!isPagefileError(error)) throw error;
        return new Response(error.message, { status: 409 });
      }
    },
  });
  const stored = async (): Promise<readonly ShownMessage[]> => {
    const { items } = await agent.space.list({ kind: "message" });
    const messages = toUiMessages(items, { client: major, confirmations: await agent.confirmations() });
    return messages.map(({ parts, ...message }) => ({ ...message, parts: parts.map((part) => ({ ...part })) }));
  };
  return {
    ...{ agent, server, paid, stored },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await memory.close();
    },
  };
}

/** Models may give every call the same id. */
const script: readonly ScriptedReply[] = [
  { text: "I pay.", calls: [{ id: "call_0", name: "conversation_search", arguments: { query: "kettle" } }] },
  { calls: [{ id: "call_0", name: "pay", arguments: { to: "maker" } }] },
  "As you wish.",
];

const tools = (message: ShownMessage | undefined): readonly ShownPart[] =>
  (message?.parts ?? []).filter(({ type }) => type === "dynamic-tool");
const data = (message: ShownMessage | undefined): readonly unknown[] =>
  (message?.parts ?? []).flatMap(({ type, data: told }) => (type === "data-confirmation" ? [told] : []));

interface FrontEnd {
  readonly major: Major;
  readonly client: Client;
  readonly url: string;
}

/** Answers as a front end of that major does: through the client where it knows approvals, else by a request of its own. */
async function answer({ major, client, url }: FrontEnd, approval: Approval): Promise<void> {
  if (major !== 5) {
    await client.addToolApprovalResponse(approval);
    await expect
      .poll(() => JSON.stringify([client.status, client.messages.at(-1)?.parts.at(-1)]), { interval: 5, timeout: 10_000 })
      .toMatch(/ready.*As you wish/);
    return;
  }
  const part = { type: "dynamic-tool", state: "approval-responded", approval };
  const response = await fetch(`${url}/chat`, {
    method: "POST",
    body: JSON.stringify({ id: "main", message: { role: "assistant", parts: [part] } }),
  });
  await response.text();
}

describe.each(majors)("ai %i", (major) => {
  test("shows a call that waits, and what comes of it once it is allowed, each once", async () => {
    await using running = await shop(major, script);
    const client = openClient(major, { url: running.server.url });
    await client.sendMessage({ text: "Please pay for the kettle." });
    expect([client.status, client.error]).toEqual(["ready", undefined]);
    const [{ id } = { id: "" }] = await running.agent.confirmations();
    const reply = client.messages[1];
    expect(reply).toMatchObject({ metadata: { stopReason: "confirmation" } });
    const asks = major === 5 ? { state: "input-available" } : { state: "approval-requested", approval: { id } };
    expect(tools(reply)).toMatchObject([
      { state: "output-available" },
      { toolCallId: id, toolName: "pay", input: { to: "maker" }, ...asks },
    ]);
    expect(data(reply)).toMatchObject([
      {
        id,
        reason: expect.stringContaining("manual.pdf"),
        because: expect.arrayContaining([expect.objectContaining({ source: "manual.pdf" })]),
      },
    ]);
    expect(tools((await running.stored())[1])).toMatchObject([{ state: "output-available" }, { toolCallId: id, ...asks }]);

    await answer({ major, client, url: running.server.url }, { id, approved: true });
    expect(running.paid).toEqual(["maker"]);
    const shown = major === 5 ? await running.stored() : client.messages;
    expect(shown).toHaveLength(2);
    expect(tools(shown[1])).toMatchObject([
      { state: "output-available" },
      { toolCallId: id, state: "output-available", output: "Paid maker." },
    ]);
    expect(data(shown[1])).toEqual([{ id, answered: "allowed" }]);
    expect(shown[1]?.parts.filter(({ type }) => type === "text")).toMatchObject([{ text: "I pay." }, { text: "As you wish." }]);
    expect(tools((await running.stored())[1]).map(({ toolCallId }) => toolCallId)).toEqual(
      tools(shown[1]).map(({ toolCallId }) => toolCallId),
    );
  });

  test("shows a call that was refused as refused, from a page that was loaded while it waited", async () => {
    await using running = await shop(major, script);
    await openClient(major, { url: running.server.url }).sendMessage({ text: "Please pay for the kettle." });
    const [{ id } = { id: "" }] = await running.agent.confirmations();
    const client = openClient(major, { url: running.server.url, messages: await running.stored() });
    await answer({ major, client, url: running.server.url }, { id, approved: false, reason: "Too dear." });
    expect(running.paid).toEqual([]);
    const refused =
      major === 5 ? { state: "output-error", errorText: "This call was not allowed, so it was not run." } : { state: "output-denied" };
    for (const shown of [...(major === 5 ? [] : [client.messages]), await running.stored()]) {
      expect(shown).toHaveLength(2);
      expect(tools(shown[1])).toMatchObject([{ state: "output-available" }, { toolCallId: id, ...refused }]);
      expect(data(shown[1])).toEqual([{ id, answered: "refused" }]);
    }
    const { items } = await running.agent.space.list({ kind: "message" });
    expect(JSON.stringify(items)).toContain("The user says: Too dear.");
  });
});

describe.each([6, 7] as const)("ai %i", (major) => {
  test("is told by a sentence that a call does not wait any more", async () => {
    await using running = await shop(major, script);
    const client = openClient(major, { url: running.server.url });
    await client.sendMessage({ text: "Please pay for the kettle." });
    const [{ id } = { id: "" }] = await running.agent.confirmations();
    await running.agent.decide(id, { approved: false });
    await client.addToolApprovalResponse({ id, approved: true });
    await expect.poll(() => client.status, { interval: 5 }).toBe("error");
    expect(client.error?.message).toBe("This call does not wait any more: it was decided, or the conversation went on.");
    expect(running.paid).toEqual([]);
  });
});
