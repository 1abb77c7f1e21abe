/**
 * An agent on any server that speaks OpenAI's dialect, here with a model that may not be able to call tools: what it is to
 * know is recalled for it. Run: node examples/openai-compatible.ts http://127.0.0.1:8080/v1 model-name
 */
import assert from "node:assert/strict";
import { createAgent, openMemory } from "@pagefile/core";
import { createOpenAI } from "@pagefile/llm-openai";
import { sqlite } from "@pagefile/store-sql";

const [baseURL = "http://127.0.0.1:8080/v1", name = "default", contextWindow = "1024"] = process.argv.slice(2);
const openai = createOpenAI({ baseURL, apiKey: process.env["OPENAI_API_KEY"] });
const model = openai.chat(name, { contextWindow: Number(contextWindow), tools: false });

await using memory = openMemory({ journal: sqlite({ file: "memory.db" }) });
const agent = createAgent({ memory, space: "acme/alice", model, reservedTokens: 60 });
await agent.space.write({ kind: "passage", text: "The wifi password of the office is blue-lamp-88." });

const shown: string[] = [];
let ending: string | undefined;
for await (const event of agent.send("What is the wifi password of the office?")) {
  if (event.type === "recall") shown.push(event.recall.text);
  if (event.type === "text-delta") process.stdout.write(event.text);
  if (event.type === "turn-finish") ending = event.reason;
}
console.log(`\n\nThe model was shown:\n${shown.join("\n")}`);
assert.match(shown.join("\n"), /blue-lamp-88/);
assert.equal(ending, "answered");
assert.ok((await agent.context()).free > 0);
