/** Tests that did not run, for one reason. */
export interface SkippedSuite {
  /** Path of the test file from the root. */
  readonly file: string;
  /** The outermost suite that holds the tests; absent where a file has none, or all of it was left out. */
  readonly name?: string;
  readonly tests: number;
  readonly reason?: string;
}

/** One thing that went wrong. */
export interface Failure {
  /** Path of the test file from the root; absent where the failure belongs to no file. */
  readonly file?: string;
  /** The script of package.json that runs this part alone, where it is no test. */
  readonly script?: string;
  /** The test with its suites around it, or the part of the run. */
  readonly name: string;
  /** What it said, where it said anything. */
  readonly message?: string;
}

/** What came of a part of the run. */
export interface Tally {
  readonly passed: number;
  readonly failed: readonly Failure[];
  readonly skipped: readonly SkippedSuite[];
}

export function addTallies(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
    failed: tallies.flatMap(({ failed }) => failed),
    skipped: tallies.flatMap(({ skipped }) => skipped),
  };
}

/** The end of the output: what was skipped and what failed, each below the command that runs it, then the one line that sums up. */
export function renderTally({ passed, failed, skipped }: Tally): string {
  const count = skipped.reduce((sum, { tests }) => sum + tests, 0);
  return [
    ...section("Skipped, below the commands that run them:", skipped, renderSuite),
    ...section("Failed, below the commands that run them:", failed, renderFailure),
    `${passed} passed, ${failed.length} failed, ${count} skipped`,
    "",
  ].join("\n");
}

type Runnable = Pick<Failure, "file" | "script">;

function section<Item extends Runnable>(heading: string, items: readonly Item[], render: (item: Item) => string): string[] {
  if (items.length === 0) return [];
  const groups = [...Map.groupBy(items, commandOf)];
  return [heading, ...groups.flatMap(([command, found]) => [...(command === undefined ? [] : [command]), ...found.map(render)]), ""];
}

function commandOf({ file, script }: Runnable): string | undefined {
  if (file !== undefined) return `  npm run vitest -- run ${file}`;
  return script === undefined ? undefined : `  npm run ${script}`;
}

function renderSuite({ name, tests, reason }: SkippedSuite): string {
  const size = tests === 1 ? "1 test" : `${tests} tests`;
  return `      ${[name, reason].filter((part) => part !== undefined).join(": ")} (${size})`;
}

function renderFailure({ name, message }: Failure): string {
  return [`      ${name}`, ...(message === undefined ? [] : message.split("\n").map((line) => `          ${line}`))].join("\n");
}
