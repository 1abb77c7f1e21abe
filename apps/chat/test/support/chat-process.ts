/**
 * The server in a process of its own, to be killed: `node chat-process.ts FILE PORT PAGE_FOLDER TOKEN WAY`. Its model keeps a fact with
 * its first step and answers with its second; on the way "stalls" it never ends that one.
 */
import { findAgents, serveChat } from "@pagefile/chat";
import { openMemory } from "@pagefile/core";
import type { ChatEvent, ChatModel } from "@pagefile/core/contracts";
import { sqlite } from "@pagefile/store-sql";

const [file = "", port = "", pageFolder = "", token = "", way = ""] = process.argv.slice(2);

const model: ChatModel = {
  id: "two-steps",
  contextWindow: 8192,
  capabilities: { tools: true, structuredOutput: true, images: false },
  async *stream({ messages }): AsyncGenerator<ChatEvent> {
    if (messages.at(-1)?.role !== "tool") {
      const input = JSON.stringify({ label: "human", text: "Has a boiler, serviced in March." });
      yield { type: "tool-call", id: "call-1", name: "core_memory_append", arguments: input };
      yield { type: "finish", reason: "tool-calls" };
      return;
    }
    yield { type: "text-delta", text: "I keep that your boiler " };
    if (way === "stalls") await new Promise(() => setInterval(() => undefined, 1000));
    yield { type: "text-delta", text: "was serviced in March." };
    yield { type: "finish", reason: "stop" };
  },
};

const memory = openMemory({ journal: sqlite({ file }) });
await serveChat({ memory, model, agents: await findAgents(), home: "local/me", port: Number(port), pageFolder, token });
process.stdout.write("ready\n");
