/** Tests that did not run, for one reason. */
export interface SkippedSuite {
  /** Path of the test file from the root. */
  readonly file: string;
  /** The outermost suite that holds the tests; absent where a file has none, or all of it was left out. */
  readonly name?: string;
  readonly tests: number;
  readonly reason?: string;
}

/** What came of a part of the run. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly SkippedSuite[];
}

export function addTallies(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
    failed: tallies.reduce((sum, { failed }) => sum + failed, 0),
    skipped: tallies.flatMap(({ skipped }) => skipped),
  };
}

/** The end of the output: what was skipped and how to run it, then the one line that sums up. */
export function renderTally({ passed, failed, skipped }: Tally): string {
  const count = skipped.reduce((sum, { tests }) => sum + tests, 0);
  const files = Map.groupBy(skipped, ({ file }) => file);
  const list = [...files].flatMap(([file, suites]) => [`  npm run vitest -- run ${file}`, ...suites.map(renderSuite)]);
  const heading = list.length === 0 ? [] : ["Skipped, below the commands that run them:"];
  return [...heading, ...list, "", `${passed} passed, ${failed} failed, ${count} skipped`, ""].join("\n").trimStart();
}

function renderSuite({ name, tests, reason }: SkippedSuite): string {
  const size = tests === 1 ? "1 test" : `${tests} tests`;
  return `      ${[name, reason].filter((part) => part !== undefined).join(": ")} (${size})`;
}
