/**
 * Holds one conversation of three days with a model in a window that is much too small for it, and prints what was remembered
 * as Markdown. See docs/conversations. Run: node examples/record-conversation.ts ollama|openai|offline [URL MODEL]
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { offlineModel } from "@pagefile/core";
import type { ChatModel } from "@pagefile/core/contracts";
import { createOllama } from "@pagefile/llm-ollama";
import { createOpenAI } from "@pagefile/llm-openai";
import { sqlite } from "@pagefile/store-sql";
import { holdConversation } from "./recording/hold-conversation.ts";
import { conversationPage } from "./recording/page.ts";

interface Setting {
  readonly title: string;
  readonly setting: string;
  readonly window: number;
  readonly model: () => Promise<ChatModel>;
}

const [kind = "offline", url = "", name = ""] = process.argv.slice(2);
const settings: Readonly<Record<string, Setting>> = {
  ollama: {
    title: `A conversation with ${name} on Ollama`,
    setting: `The model is \`${name}\` on a real Ollama, through \`@pagefile/llm-ollama\`, with all memory tools offered.`,
    window: 1536,
    model: () => createOllama({ host: url }).resolveChat(name),
  },
  openai: {
    title: `A conversation with ${name} on an OpenAI-compatible server`,
    setting: `The model is \`${name}\` on a real OpenAI-compatible server, through \`@pagefile/llm-openai\`. It is offered no tools, as many small models can use none: what it is to know is recalled for it.`,
    window: 1024,
    model: async () =>
      createOpenAI({ baseURL: url }).chat(name, { contextWindow: 1024, tools: false, parameters: { temperature: 0, seed: 1 } }),
  },
  offline: {
    title: "A conversation with the offline model",
    setting: "There is no model: `offlineModel()` is a set of rules that file and quote, for comparison.",
    window: 2048,
    model: async () => offlineModel(),
  },
};

const setting = settings[kind];
if (setting === undefined) throw new TypeError(`Say ollama, openai or offline, not ${kind}.`);
const folder = await mkdtemp(join(tmpdir(), "pagefile-conversation-"));
try {
  const journal = sqlite({ file: join(folder, "memory.db") });
  const onTurn = (turn: { readonly line: { readonly text: string } }): void => console.error(turn.line.text.slice(0, 70));
  const held = await holdConversation({ journal, model: await setting.model(), window: setting.window, onTurn });
  const command = ["node examples/record-conversation.ts", kind, ...(url === "" ? [] : ["URL", name])].join(" ");
  process.stdout.write(conversationPage(held, { ...setting, command }));
} finally {
  await rm(folder, { recursive: true });
}
