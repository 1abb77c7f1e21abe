/**
 * Four stores follow one write. Run: node examples/four-stores.ts postgres://localhost/pagefile http://localhost:6333
 * bolt://neo4j:password@localhost:7687 http://localhost:11434 all-minilm
 */
import assert from "node:assert/strict";
import { openMemory } from "@pagefile/core";
import { createOllama } from "@pagefile/llm-ollama";
import { faiss } from "@pagefile/store-faiss";
import { neo4j } from "@pagefile/store-neo4j";
import { qdrant } from "@pagefile/store-qdrant";
import { postgres } from "@pagefile/store-sql";

const [database = "", search = "", graph = "", host = "", model = "all-minilm"] = process.argv.slice(2);

await using memory = openMemory({
  journal: postgres({ url: database }), // the truth; also tables, blocks and whatever no other store serves
  stores: [faiss({ folder: "vectors" }), qdrant({ url: search }), neo4j({ url: graph })], // the first that can serves an arm
  embedder: await createOllama({ host }).resolveEmbedder(model),
});
const space = memory.space(`example/${crypto.randomUUID()}`);
await space.write({ kind: "passage", text: "The boiler was serviced on 3 March." });
await space.graph.addFact({ subject: "Ana", predicate: "lives_in", object: "Porto" });

for (const question of ["when was the heating looked after?", "where does Ana live?"]) {
  const { hits, searched } = await space.read(question);
  console.log(`${question} ${hits[0]?.text}`);
  for (const { arm, store, status } of searched) console.log(`  ${arm}: ${store || "none"} ${status}`);
}
const { sound, stores } = await space.verify();
for (const { store, scanned, behind } of stores) console.log(`${store}: ${scanned} held, ${behind} behind`);
assert.equal(sound, true);
