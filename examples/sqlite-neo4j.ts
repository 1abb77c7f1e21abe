/** One file, and a knowledge graph beside it. Run: node examples/sqlite-neo4j.ts bolt://neo4j:password@localhost:7687 */
import assert from "node:assert/strict";
import { openMemory } from "@pagefile/core";
import { neo4j } from "@pagefile/store-neo4j";
import { sqlite } from "@pagefile/store-sql";

const [url = "bolt://localhost:7687"] = process.argv.slice(2);

await using memory = openMemory({ journal: sqlite({ file: "memory.db" }), stores: [neo4j({ url })] });
const space = memory.space(`example/${crypto.randomUUID()}`);
const { graph } = space;

await graph.addFact({ subject: "Ana", predicate: "sister_of", object: "Maria" });
await graph.addFact({ subject: "Ana", predicate: "lives_in", object: "Lisbon", validFrom: "2019-01-01T00:00:00.000Z" });
const moved = await graph.addFact({ subject: "Ana", predicate: "lives_in", object: "Porto", validFrom: "2026-05-01T00:00:00.000Z" });
assert.equal(moved.closed.length, 1); // she lives in one place at a time, and the old fact is closed, not lost

const around = await graph.neighbourhood("Ana", { at: "2020-06-01T00:00:00.000Z" });
console.log(`Around Ana in 2020: ${around.facts.map(({ text }) => text).join(" ")}`);
const way = await graph.path("Maria", "Porto");
console.log(`From Maria to Porto: ${way.map(({ text }) => text).join(" ")}`);
assert.equal(way.length, 2);

await space.undo(moved.fact); // opens the old fact again
assert.deepEqual(await graph.path("Maria", "Porto"), []);
assert.equal((await space.verify()).sound, true);
