/*
 * A process with several writers that each count one shared block up by expected version. Arguments: URL, schema, writers,
 * edits of each. Prints how many conflicts there were and how many of them lacked the present value.
 */
import { isPagefileError, type MemoryRecord } from "@pagefile/core/contracts";
import { postgres } from "@pagefile/store-sql";
import { home, now, recordId, samplePut } from "../../support/sample.ts";

const [url = "", schema = "", writers = "1", edits = "1"] = process.argv.slice(2);
const journal = postgres({ url, schema, connections: 10 });
let conflicts = 0;
let withoutCurrent = 0;

await Promise.all(Array.from({ length: Number(writers) }, edit));
await journal.close();
process.stdout.write(JSON.stringify({ conflicts, withoutCurrent }));

async function edit(): Promise<void> {
  let [seen] = await journal.get(home, [recordId(1)]);
  for (let left = Number(edits); left > 0;) {
    const counted = Number(seen === undefined || seen.body instanceof Uint8Array ? 0 : seen.body["text"]);
    const put = samplePut({ number: 1, text: String(counted + 1), content: { kind: "block" } });
    try {
      const receipt = await journal.append(home, [{ ...put, expectedVersion: seen?.version ?? 0 }], { recordedAt: now });
      seen = receipt.applied[0]?.record;
      left -= 1;
    } catch (error) {
      if (!isPagefileError(error, "VERSION_CONFLICT")) throw error;
      conflicts += 1;
      if (error.current === undefined) withoutCurrent += 1;
      seen = error.current as MemoryRecord;
    }
  }
}
