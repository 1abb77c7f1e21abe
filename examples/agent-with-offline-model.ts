/** An agent on a machine without any model: rules that file and quote. Run: node examples/agent-with-offline-model.ts */
import assert from "node:assert/strict";
import { type Agent, createAgent, offlineModel, openMemory } from "@pagefile/core";
import { sqlite } from "@pagefile/store-sql";

/** One turn, shown as it happens; the answer. */
async function ask(agent: Agent, text: string): Promise<string> {
  console.log(`> ${text}`);
  let answer = "";
  for await (const event of agent.send(text)) {
    if (event.type === "tool-call") console.log(`  [${event.call.name} ${JSON.stringify(event.call.arguments)}]`);
    if (event.type === "turn-finish") answer = event.text;
  }
  console.log(`${answer}\n`);
  return answer;
}

await using memory = openMemory({ journal: sqlite({ file: "memory.db" }) });
const first = createAgent({ memory, space: "acme/alice", model: offlineModel() });
await ask(first, "My sister Ana lives in Porto.");
await ask(first, "My dentist is called Huber.");

// A second agent, as after a restart: nothing is shared but the file.
const second = createAgent({ memory, space: "acme/alice", model: offlineModel() });
assert.match(await ask(second, "Where does my sister live?"), /Porto/);

// Another space knows nothing of it.
const stranger = createAgent({ memory, space: "acme/bob", model: offlineModel() });
assert.doesNotMatch(await ask(stranger, "Where does my sister live?"), /Porto/);
