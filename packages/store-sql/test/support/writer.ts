/*
 * A process that writes until it is killed. Arguments: file, first write, failpoint or "", how often it is passed before
 * the process kills itself there, "apart" to write without the protection of one append.
 * Each write puts a batch of records under keys that name the write, changes an older one, and prints `ack N` once the
 * journal has answered; `vector N` and `erase N` once the store and the erasure have.
 */
import { writeSync } from "node:fs";
import { FileJournal } from "../../src/sqlite/journal/sqlite-journal.ts";
import { home, now, recordId, samplePut } from "./sample.ts";
import { batchSize, writePut } from "./writes.ts";

const [file = "", first = "1", failpoint = "", passes = "0", mode = ""] = process.argv.slice(2);
let left = Number(passes);

const journal = new FileJournal({ file }, (point) => {
  if (point !== failpoint) return;
  if (left === 0) process.kill(process.pid, "SIGKILL");
  left -= 1;
});

const say = (word: string, write: number): void => void writeSync(1, `${word} ${write}\n`);

for (let write = Number(first); ; write += 1) {
  const puts = Array.from({ length: batchSize }, (_, at) => writePut(write, at));
  const idempotency = { key: `write ${write}`, fingerprint: String(write) };
  const batches = mode === "apart" ? puts.map((put) => [put]) : [puts];
  const applied = [];
  for (const batch of batches) {
    const receipt = await journal.append(home, batch, mode === "apart" ? { recordedAt: now } : { recordedAt: now, idempotency });
    applied.push(...receipt.applied);
  }
  say("ack", write);
  const changes = applied.flatMap(({ record, seq }, at) => {
    const values = Float32Array.of(write, at, 1, 0);
    return record === undefined
      ? []
      : [{ type: "put", seq, record, document: writePut(write, at).document, vector: { embedder: "test", values } } as const];
  });
  await journal.store.apply(home, changes);
  say("vector", write);
  if (write % 4 === 0) {
    await journal.append(home, [samplePut({ number: 0, text: `counter ${write}` })], { recordedAt: now });
    await journal.erase(home, [recordId(write * batchSize)], { recordedAt: now });
    say("erase", write);
  }
}
