import { isPagefileError, type Journal, type MemoryRecord } from "@pagefile/core/contracts";
import { home, now, recordId, samplePut } from "./sample.ts";

/**
 * Has several writers count one shared block up by expected version, each so many times, and closes the journal. Prints how many
 * conflicts there were and how many of them lacked the present value.
 */
export async function countUp(journal: Journal, { writers, edits }: { readonly writers: number; readonly edits: number }): Promise<void> {
  const seen = { conflicts: 0, withoutCurrent: 0 };
  await Promise.all(Array.from({ length: writers }, () => edit(journal, edits, seen)));
  await journal.close();
  process.stdout.write(JSON.stringify(seen));
}

async function edit(journal: Journal, edits: number, counts: { conflicts: number; withoutCurrent: number }): Promise<void> {
  let [seen] = await journal.get(home, [recordId(1)]);
  for (let left = edits; left > 0;) {
    const counted = Number(seen === undefined || seen.body instanceof Uint8Array ? 0 : seen.body["text"]);
    const put = samplePut({ number: 1, text: String(counted + 1), content: { kind: "block" } });
    try {
      const receipt = await journal.append(home, [{ ...put, expectedVersion: seen?.version ?? 0 }], { recordedAt: now });
      seen = receipt.applied[0]?.record;
      left -= 1;
    } catch (error) {
      if (!isPagefileError(error, "VERSION_CONFLICT")) throw error;
      counts.conflicts += 1;
      if (error.current === undefined) counts.withoutCurrent += 1;
      seen = error.current as MemoryRecord;
    }
  }
}
