/** A test, or a suite of them, that did not run. */
export interface SkippedSuite {
  readonly name: string;
  readonly tests: number;
  /** The command that runs it. */
  readonly command: string;
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
  const lines = skipped.map(({ name, tests, command, reason }) => {
    const size = tests === 1 ? "1 test" : `${tests} tests`;
    return `  ${name} (${size})${reason === undefined ? "" : `: ${reason}`}\n      ${command}`;
  });
  const list = lines.length === 0 ? [] : ["Skipped, and the commands that run them:", ...lines, ""];
  return [...list, `${passed} passed, ${failed} failed, ${count} skipped`, ""].join("\n");
}
