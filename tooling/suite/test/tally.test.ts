import { expect, test } from "vitest";
import { addTallies, renderTally } from "../src/tally.ts";

test("ends with the one line that sums up everything", () => {
  const total = addTallies([
    { passed: 3, failed: 0, skipped: [] },
    { passed: 4, failed: 1, skipped: [{ name: "qdrant", tests: 5, command: "npm run vitest -- run qdrant", reason: "no server" }] },
  ]);
  expect(renderTally(total).trimEnd().split("\n").at(-1)).toBe("7 passed, 1 failed, 5 skipped");
});

test("names every skipped suite with its reason and the command that runs it", () => {
  const skipped = [{ name: "neo4j", tests: 1, command: "npm run vitest -- run neo4j", reason: "no Java" }];
  const text = renderTally({ passed: 1, failed: 0, skipped });
  expect(text).toContain("neo4j (1 test): no Java");
  expect(text).toContain("npm run vitest -- run neo4j");
});
