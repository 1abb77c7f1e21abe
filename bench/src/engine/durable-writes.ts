import { join } from "node:path";
import { openMemory } from "@pagefile/core";
import { sqlite } from "@pagefile/store-sql";
import { messages } from "./corpus.ts";
import { bareTable } from "./floors.ts";
import { median, rounded, timed } from "./timing.ts";

const rounds = 7;
const writes = 200;

/** Durable writes a second, one record each, against a bare insert on the same disk in alternating rounds. */
export async function durableWrites(folder: string): Promise<object> {
  const bare = bareTable(join(folder, "bare.db"));
  await using memory = openMemory({ journal: sqlite({ file: join(folder, "writes.db") }) });
  const space = memory.space("bench/writes");
  const drafts = messages(rounds * writes * 2, 1);
  const floor: number[] = [];
  const single: number[] = [];
  const batched: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const some = drafts.slice(round * writes, (round + 1) * writes);
    const more = drafts.slice((rounds + round) * writes, (rounds + round + 1) * writes);
    floor.push(await timed(() => some.forEach((draft) => bare.insert(JSON.stringify(draft)))));
    single.push(
      await timed(async () => {
        for (const draft of some) await space.write(draft);
      }),
    );
    batched.push(await timed(() => space.write(more)));
  }
  bare.close();
  const ratio = (values: readonly number[]): number => rounded(median(values.map((ms, at) => ms / (floor[at] ?? ms))));
  return {
    bareInsertsPerSecond: Math.round((writes / median(floor)) * 1000),
    writesPerSecond: Math.round((writes / median(single)) * 1000),
    costOverBareInsert: ratio(single),
    [`costOverBareInsertInBatchesOf${writes}`]: ratio(batched),
  };
}
