/*
 * A process that writes through a stack until it is killed. Arguments: the places as JSON, the space, the first write, a
 * failpoint or "", how often it is passed before the process kills itself there. Prints what each step answered.
 */
import { writeSync } from "node:fs";
import { openMemory } from "@pagefile/core";
import { deterministicEmbedder, type FaultPlan, faultyJournal, faultyStore } from "@pagefile/testing";
import { composeStack, type StackPlaces } from "../../src/compose-stack.ts";
import { draftsOf, keyOf } from "./writes.ts";

const [places = "{}", name = "", first = "1", failpoint = "", passes = "0"] = process.argv.slice(2);
let left = Number(passes);

const planOf = (owner: string): FaultPlan => ({
  onFailpoint(point) {
    if (`${owner} ${point}` !== failpoint) return;
    if (left === 0) process.kill(process.pid, "SIGKILL");
    left -= 1;
  },
});

const { journal, stores } = composeStack(JSON.parse(places) as StackPlaces);
const memory = openMemory({
  journal: faultyJournal(journal, planOf("journal")),
  stores: stores.map((store) => faultyStore(store, planOf(store.name.replace(/-.*/, "")))),
  embedder: deterministicEmbedder(),
});
const space = memory.space(name);
const say = (word: string, write: number): void => void writeSync(1, `${word} ${write}\n`);

for (let write = Number(first); ; write += 1) {
  await space.write(draftsOf(write), { idempotencyKey: `write ${write}` });
  say("ack", write);
  await space.update(keyOf(write, 1), { text: `The harbour changed in write ${write}.` });
  say("update", write);
  await space.delete(keyOf(write, 0));
  say("delete", write);
  if (write % 3 !== 0) continue;
  const erased = await space.get(keyOf(write, 2));
  if (erased !== undefined) await space.erase(erased.id);
  say("erase", write);
}
