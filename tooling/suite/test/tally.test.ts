import { expect, test } from "vitest";
import { addTallies, renderTally } from "../src/tally.ts";

test("ends with the one line that sums up everything", () => {
  const total = addTallies([
    { passed: 3, failed: [], skipped: [] },
    { passed: 4, failed: [{ file: "b.test.ts", name: "adds" }], skipped: [{ file: "a.test.ts", tests: 5, reason: "no server" }] },
  ]);
  expect(renderTally(total).split("\n").at(-2)).toBe("7 passed, 1 failed, 5 skipped");
  expect(renderTally({ passed: 1, failed: [], skipped: [] })).toBe("1 passed, 0 failed, 0 skipped\n");
});

test("names every skipped suite with its reason, below the command that runs it", () => {
  const skipped = [
    { file: "a.test.ts", name: "neo4j", tests: 1, reason: "no Java" },
    { file: "a.test.ts", name: "qdrant", tests: 2 },
  ];
  const lines = renderTally({ passed: 1, failed: [], skipped }).split("\n");
  expect(lines.slice(1, 4)).toEqual(["  npm run vitest -- run a.test.ts", "      neo4j: no Java (1 test)", "      qdrant (2 tests)"]);
});

test("names what failed last, below the command that runs it, with what it said", () => {
  const failed = [
    { file: "a.test.ts", name: "sums > adds", message: "expected 1 to be 2\nat a.test.ts:3" },
    { name: "Lint", script: "lint" },
  ];
  const lines = renderTally({ passed: 1, failed, skipped: [{ file: "b.test.ts", tests: 1 }] }).split("\n");
  expect(lines.slice(-10)).toEqual([
    "Failed, below the commands that run them:",
    "  npm run vitest -- run a.test.ts",
    "      sums > adds",
    "          expected 1 to be 2",
    "          at a.test.ts:3",
    "  npm run lint",
    "      Lint",
    "",
    "1 passed, 2 failed, 1 skipped",
    "",
  ]);
});
