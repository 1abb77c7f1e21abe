/** A memory without a model: written, searched, explained, corrected, undone and erased. Run: node examples/embedded-memory.ts */
import assert from "node:assert/strict";
import { openMemory } from "@pagefile/core";
import { isPagefileError } from "@pagefile/core/contracts";
import { sqlite } from "@pagefile/store-sql";

await using memory = openMemory({ journal: sqlite({ file: "memory.db" }) });
const space = memory.space("acme/alice");

const { records, pending } = await space.write([
  { kind: "passage", text: "The boiler was serviced on 3 March.", tags: ["house"] },
  { kind: "passage", text: "王芳住在成都，喜欢喝绿茶。" },
]);
const boiler = records[0]?.id ?? "";
assert.deepEqual(pending, []); // every search sees it already

const recall = await space.read("when was the boiler serviced?", { budgetTokens: 200 });
const [hit] = recall.hits;
assert.equal(hit?.id, boiler);
console.log(`Found: ${hit.text}`);
for (const { arm, rank, score, weight } of hit.why.arms) console.log(`  ${arm}: rank ${rank}, ${score.toFixed(2)} × ${weight}`);
assert.ok(hit.why.terms.own.length > 0);

const tea = await space.read("绿茶");
assert.match(tea.hits[0]?.text ?? "", /王芳/);
const why = await space.whyNot("绿茶", boiler);
console.log(`Not found by 绿茶: ${why.explanation}`);
assert.equal(why.reason, "nothing-in-common");

// Two corrections of the same version: the second is told that it came too late, and by what.
await space.update(boiler, { text: "The boiler was serviced on 13 March." }, { expectedVersion: 1 });
await assert.rejects(space.update(boiler, { text: "It was in May." }, { expectedVersion: 1 }), (error) =>
  isPagefileError(error, "VERSION_CONFLICT"),
);

await space.undo(boiler);
assert.equal((await space.read("boiler")).hits[0]?.text, "The boiler was serviced on 3 March.");
console.log(`History: ${(await space.history(boiler)).map(({ seq, operation }) => `${seq} ${operation}`).join(", ")}`);

const receipt = await space.erase(boiler);
assert.deepEqual(receipt.erased, [boiler]);
assert.equal(await space.get(boiler), undefined);
console.log(`Erased for good: ${receipt.entries} entries, freed bytes overwritten: ${receipt.scrubbed}`);
assert.equal((await space.verify()).sound, true);
