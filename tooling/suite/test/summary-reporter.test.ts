import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Tally } from "../src/tally.ts";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

function summarise(filter: string): Tally {
  const file = join(mkdtempSync(join(tmpdir(), "pagefile-reporter-")), "tally.json");
  const vitest = at("../../../node_modules/vitest/vitest.mjs");
  const args = [vitest, "run", filter, "--root", at("fixtures"), `--reporter=${at("../src/summary-reporter.ts")}`];
  spawnSync(process.execPath, args, { env: { ...process.env, PAGEFILE_TALLY: file } });
  return JSON.parse(readFileSync(file, "utf8")) as Tally;
}

test("counts what passed, failed and did not run, and groups what was skipped together", () => {
  expect(summarise("mixed")).toEqual({
    passed: 1,
    failed: [{ file: "mixed.fixture.ts", name: "fails", message: expect.stringMatching(/^expected .*\n.*at .*mixed\.fixture\.ts:\d+$/s) }],
    skipped: [
      { file: "mixed.fixture.ts", tests: 2 },
      { file: "mixed.fixture.ts", name: "on a server", reason: "no server", tests: 2 },
    ],
  });
});

test.each([
  ["a file that does not load", "broken"],
  ["a suite whose preparation fails", "hook"],
])("counts %s as a failure", (_, filter) => {
  expect(summarise(filter)).toMatchObject({ passed: 0, failed: [{ message: expect.stringMatching(/\w/) }] });
});
