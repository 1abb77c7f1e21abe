import { DatabaseSync } from "node:sqlite";
import { sqlite } from "@pagefile/store-sql";
import { describe, expect, it } from "vitest";
import { freshFile } from "./support/fresh-file.ts";
import { home, now, recordId, samplePut } from "./support/sample.ts";
import { watchStatements } from "./support/watch-statements.ts";

describe("a page of the past", () => {
  it("begins at its moment, and reads of the journal only the entries it shows", async () => {
    const file = freshFile();
    await using journal = sqlite({ file });
    for (let from = 0; from < 2_000; from += 500) {
      const puts = Array.from({ length: 500 }, (_, at) => samplePut({ number: from + at, text: `message ${from + at}` }));
      await journal.append(home, puts, { recordedAt: now });
    }
    const { statements, rows } = await watchStatements(async () => {
      for (const order of ["ascending", "descending"] as const) {
        const { items } = await journal.list(home, { kind: "message", order, limit: 50, asOf: 600 });
        expect(items.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, at) => (order === "ascending" ? at + 1 : 600 - at)));
      }
    });
    expect(rows).toBeLessThan(2 * (51 + 2 * 51 + 10));
    const database = new DatabaseSync(file);
    const lists = [...statements].filter((sql) => sql.includes("record_kind"));
    const plans = lists.map((sql) =>
      (database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map(({ detail }) => detail),
    );
    database.close();
    expect(plans).toHaveLength(2);
    for (const plan of plans) {
      expect(plan.filter((detail) => /INDEX (record|past)_kind \(space=\? AND kind=\? AND id<\?\)/.test(detail))).toHaveLength(2);
    }
  });

  it("finds its way back through the versions of a record that changed often", async () => {
    await using journal = sqlite({ file: ":memory:" });
    const version = (n: number) => ({ ...samplePut({ number: 1, text: `version ${n}` }), onConflict: "replace" as const });
    for (let from = 1; from <= 5_000; from += 1_000)
      await journal.append(
        home,
        Array.from({ length: 1_000 }, (_, at) => version(from + at)),
        { recordedAt: now },
      );
    for (const asOf of [1, 2, 2_500, 4_999, 5_000])
      expect(await journal.get(home, [recordId(1)], { asOf })).toMatchObject([{ version: asOf, body: { text: `version ${asOf}` } }]);
  });
});
