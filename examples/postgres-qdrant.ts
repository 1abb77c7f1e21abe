/** Postgres keeps the truth, Qdrant finds. Run: node examples/postgres-qdrant.ts postgres://localhost/pagefile http://localhost:6333 */
import assert from "node:assert/strict";
import { openMemory } from "@pagefile/core";
import { qdrant } from "@pagefile/store-qdrant";
import { postgres } from "@pagefile/store-sql";

const [database = "postgres://localhost/pagefile", search = "http://localhost:6333"] = process.argv.slice(2);

await using memory = openMemory({
  journal: postgres({ url: database }), // a write is durable here, in one transaction
  stores: [qdrant({ url: search })], // follows, and is asked first
});
const space = memory.space(`example/${crypto.randomUUID()}`);

const { pending } = await space.write([
  { kind: "passage", text: "The boiler was serviced on 3 March.", tags: ["house"] },
  { kind: "passage", text: "王芳住在成都，喜欢喝绿茶。" },
]);
// Qdrant has it too; had it taken longer than two seconds, it would be named here, and catch up.
assert.deepEqual(pending.length === 0 ? [] : await memory.catchUp(), []);

const { hits, searched } = await space.read("when was the boiler serviced?", { filter: { tag: "house" } });
console.log(`Found: ${hits[0]?.text}`);
for (const { arm, store, status, matches } of searched) console.log(`  ${arm}: ${store} ${status}, ${matches} found`);
assert.equal((await space.read("绿茶")).hits[0]?.text, "王芳住在成都，喜欢喝绿茶。");
assert.equal((await space.verify()).sound, true);
