import { genesisHash, hashEntry } from "@pagefile/core/contracts";
import { describeWithService } from "@pagefile/services";
import { postgres } from "@pagefile/store-sql";
import { expect, it } from "vitest";
import { home, recordId } from "../support/sample.ts";
import { freshSchema } from "./support/admin.ts";
import { runProgram } from "./support/program.ts";

const full = process.env["PAGEFILE_PROMISE_SCALE"] === "full";

describeWithService("postgres", "many processes on one database", ({ url }) => {
  it("lose nothing when eight append to one space and follow it, from an empty database on", async () => {
    const [schema, processes, each] = [freshSchema(), 8, full ? 200 : 10];
    const numbers = Array.from({ length: processes }, (_, at) => at + 1);
    const run = (number: number): Promise<{ seen: string[]; own: string[] }> =>
      runProgram("follower", url, schema, number, each, processes * each);
    const results = await Promise.all(numbers.map(run));
    await using journal = postgres({ url, schema });
    const order: string[] = [];
    let head = { seq: 0, hash: genesisHash };
    for await (const entry of journal.read(home, 0)) {
      expect(entry).toMatchObject({ seq: head.seq + 1, previousHash: head.hash, hash: hashEntry(entry) });
      order.push(entry.id);
      head = entry;
    }
    expect(await journal.head(home)).toEqual({ seq: processes * each, hash: head.hash });
    expect(order.toSorted()).toEqual(results.flatMap(({ own }) => own).toSorted());
    for (const { seen } of results) expect(seen).toEqual(order);
    const positions = await journal.store.search(
      home,
      { arm: "lexical", kinds: ["message"], terms: ["record"], limit: 10_000, radius: 0 },
      {},
    );
    expect(new Set(positions.candidates.map(({ position }) => position)).size).toBe(processes * each);
  });

  it("lose none of the edits of 50 writers who count by expected version", async () => {
    const [schema, processes, edits] = [freshSchema(), [13, 13, 12, 12], full ? 200 : 2];
    const total = 50 * edits;
    const run = (writers: number): Promise<{ conflicts: number; withoutCurrent: number }> =>
      runProgram("editor", url, schema, writers, edits);
    const results = await Promise.all(processes.map(run));
    await using journal = postgres({ url, schema });
    const [block] = await journal.get(home, [recordId(1)]);
    expect(block).toMatchObject({ version: total, body: { text: String(total) } });
    expect(results.every(({ withoutCurrent }) => withoutCurrent === 0)).toBe(true);
    const conflicts = results.reduce((sum, result) => sum + result.conflicts, 0);
    expect(conflicts).toBeGreaterThan(0);
    process.stderr.write(`R6 on Postgres: 0 of ${total} edits lost, ${conflicts} conflicts, each with the present value\n`);
  });
});
