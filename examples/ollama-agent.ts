/** The program of the README on a model of your choice. Run: node examples/ollama-agent.ts http://127.0.0.1:11434 qwen3:4b */
import assert from "node:assert/strict";
import { createAgent, openMemory } from "@pagefile/core";
import { createOllama } from "@pagefile/llm-ollama";
import { sqlite } from "@pagefile/store-sql";

const [host = "http://127.0.0.1:11434", name = "qwen3:4b"] = process.argv.slice(2);
const ollama = createOllama({ host });

await using memory = openMemory({ journal: sqlite({ file: "memory.db" }) });
const agent = createAgent({ memory, space: "acme/alice", model: await ollama.resolveChat(name), reservedTokens: 200 });

let ending: string | undefined;
for await (const event of agent.send("My sister Ana moved to Porto in May.")) {
  if (event.type === "text-delta") process.stdout.write(event.text);
  if (event.type === "turn-finish") ending = event.reason;
}
assert.equal(ending, "answered");

const space = memory.space("acme/alice"); // the same memory, without any model
await space.write({ kind: "passage", text: "The boiler was serviced on 3 March." });
const found = await space.read("where does Ana live?", { budgetTokens: 800 });
console.log(found.hits[0]?.text, found.hits[0]?.why); // which arm, which rank, which weight

// The message is there word for word, whatever the model made of it.
assert.ok(found.hits.some(({ text }) => text === "My sister Ana moved to Porto in May."));
assert.equal((await space.read("boiler")).hits[0]?.text, "The boiler was serviced on 3 March.");
