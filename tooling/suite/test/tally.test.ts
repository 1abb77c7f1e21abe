import { expect, test } from "vitest";
import { addTallies, renderTally } from "../src/tally.ts";

test("ends with the one line that sums up everything", () => {
  const total = addTallies([
    { passed: 3, failed: 0, skipped: [] },
    { passed: 4, failed: 1, skipped: [{ file: "a.test.ts", tests: 5, reason: "no server" }] },
  ]);
  expect(renderTally(total).split("\n").at(-2)).toBe("7 passed, 1 failed, 5 skipped");
  expect(renderTally({ passed: 1, failed: 0, skipped: [] })).toBe("1 passed, 0 failed, 0 skipped\n");
});

test("names every skipped suite with its reason, below the command that runs it", () => {
  const skipped = [
    { file: "a.test.ts", name: "neo4j", tests: 1, reason: "no Java" },
    { file: "a.test.ts", name: "qdrant", tests: 2 },
  ];
  const lines = renderTally({ passed: 1, failed: 0, skipped }).split("\n");
  expect(lines.slice(1, 4)).toEqual(["  npm run vitest -- run a.test.ts", "      neo4j: no Java (1 test)", "      qdrant (2 tests)"]);
});
