import { createAgent, openMemory, shareAgent, type SharedAgent } from "@pagefile/core";
import type { ChatModel } from "@pagefile/core/contracts";
import { inMemoryJournal } from "@pagefile/testing";
import { describe, expect, test } from "vitest";
import { readChatRequest, toUiMessageChunks, toUiMessages, uiMessageStreamResponse } from "../src/index.ts";
import { majors, openClient } from "./support/client.ts";
import { type ChatServer, serveChat } from "./support/chat-server.ts";

/** A model that stops in the middle of its answer until it is let on. */
function slowModel(): { readonly model: ChatModel; go(): void } {
  const gate = Promise.withResolvers<void>();
  const model: ChatModel = {
    id: "slow",
    contextWindow: 8192,
    capabilities: { tools: true, structuredOutput: false, images: false },
    async *stream() {
      yield { type: "text-delta", text: "In " };
      await gate.promise;
      yield { type: "text-delta", text: "Porto." };
      yield { type: "finish", reason: "stop" };
    },
  };
  return { model, go: gate.resolve };
}

function serve(shared: SharedAgent): Promise<ChatServer> {
  const respond = (turn: ReturnType<SharedAgent["start"]>, signal: AbortSignal): Response =>
    uiMessageStreamResponse(toUiMessageChunks(turn.events({ signal })), { signal });
  return serveChat({
    post: (body, gone) => {
      const asked = readChatRequest(body);
      return asked.approvals === undefined ? respond(shared.start(asked.text), gone) : new Response(null, { status: 409 });
    },
    resume: (_chat, gone) => shared.running && respond(shared.running, gone),
  });
}

describe.each(majors)("ai %i", (major) => {
  test("a page that was cut off, and one that is opened later, both get the whole of a running turn", async () => {
    const { model, go } = slowModel();
    await using memory = openMemory({ journal: inMemoryJournal() });
    const agent = createAgent({ memory, space: "acme/alice", model });
    await using server = await serve(shareAgent(agent));
    const first = openClient(major, { url: server.url });
    const sending = first.sendMessage({ text: "Where does Ana live?" });
    await expect.poll(() => JSON.stringify(first.messages[1]?.parts ?? ""), { interval: 5 }).toContain("In ");
    server.cut();
    await sending;
    expect(first.status).toBe("error");

    const { items } = await agent.space.list({ kind: "message" });
    const [question] = toUiMessages(items);
    const messages = [{ id: question?.id ?? "", role: "user", parts: [{ type: "text", text: "Where does Ana live?" }] }];
    const second = openClient(major, { url: server.url, messages });
    const resuming = Promise.all([first.resumeStream(), second.resumeStream()]);
    await expect.poll(() => JSON.stringify(second.messages[1]?.parts ?? ""), { interval: 5 }).toContain("In ");
    go();
    await resuming;
    for (const client of [first, second]) {
      expect(client.status).toBe("ready");
      expect(client.messages).toHaveLength(2);
      expect(client.messages[1]?.parts.filter(({ type }) => type === "text")).toMatchObject([{ text: "In Porto." }]);
    }
    const [, reply] = toUiMessages((await agent.space.list({ kind: "message" })).items);
    expect(reply?.id).toBe(second.messages[1]?.id);
    await second.resumeStream();
    expect(second.messages).toHaveLength(2);
  });
});
