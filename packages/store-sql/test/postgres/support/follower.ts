/*
 * A process that appends to a space that others append to as well, and follows it at the same time. Arguments: URL, schema,
 * its number, how many records it appends, how many there will be in all. Prints the ids it saw, in order.
 */
import { postgres } from "@pagefile/store-sql";
import { home, now, recordId, samplePut } from "../../support/sample.ts";

const [url = "", schema = "", number = "0", own = "0", all = "0"] = process.argv.slice(2);
const journal = postgres({ url, schema, connections: 3 });
const cursor = journal.cursor(home, `follower ${number}`);
const seen: string[] = [];

/** Reads what is new, as the projector does. */
async function catchUp(): Promise<void> {
  let seq = await cursor.get();
  for await (const entry of journal.read(home, seq)) {
    seen.push(entry.id);
    seq = entry.seq;
  }
  await cursor.advance(seq);
}

async function follow(): Promise<void> {
  await catchUp();
  if (seen.length === Number(all)) return;
  for await (const space of journal.watch({})) {
    if (space === home) await catchUp();
    if (seen.length === Number(all)) return;
  }
}

async function append(): Promise<void> {
  for (let at = 0; at < Number(own); at += 1) {
    const text = `process ${number} record ${at}`;
    await journal.append(home, [samplePut({ number: Number(number) * 1_000 + at, text, group: "session" })], { recordedAt: now });
  }
}

const following = follow();
await append();
await following;
await journal.close();
process.stdout.write(JSON.stringify({ seen, own: Array.from({ length: Number(own) }, (_, at) => recordId(Number(number) * 1_000 + at)) }));
