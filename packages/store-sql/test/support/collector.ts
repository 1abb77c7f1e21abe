/*
 * A process that leaves journals unclosed and rows unread and has the garbage collected in between. Argument: file.
 * Prints how many entries it finds at the end.
 */
import { sqlite } from "@pagefile/store-sql";
import { home, now, samplePut } from "./sample.ts";

const [file = ""] = process.argv.slice(2);

for (let round = 0; round < 30; round += 1) {
  const journal = sqlite({ file });
  await journal.append(home, [samplePut({ number: round, text: `round ${round}` })], { recordedAt: now });
  for await (const _entry of journal.read(home, 0)) break;
  await journal.store.search(home, { arm: "lexical", kinds: ["message"], terms: ["round"], limit: 5, radius: 0 }, {});
  globalThis.gc?.();
}

const journal = sqlite({ file });
let entries = 0;
for await (const _entry of journal.read(home, 0)) entries += 1;
globalThis.gc?.();
process.stdout.write(`${entries} entries\n`);
