import { writeFileSync } from "node:fs";
import type { Reporter, TestCase, TestModule } from "vitest/node";
import type { SkippedSuite, Tally } from "./tally.ts";

/** Leaves what came of a Vitest run, as a tally in JSON, in the file that PAGEFILE_TALLY names. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const file = process.env["PAGEFILE_TALLY"];
    if (file !== undefined) writeFileSync(file, JSON.stringify(summarise(modules, unhandledErrors.length)));
  }
}

function summarise(modules: readonly TestModule[], unhandledErrors: number): Tally {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const count = (state: string): number => tests.filter((test) => test.result().state === state).length;
  const brokenModules = modules.filter((module) => module.errors().length > 0).length;
  const brokenSuites = modules.flatMap((module) => [...module.children.allSuites()]).filter((suite) => suite.errors().length > 0).length;
  return {
    passed: count("passed"),
    failed: count("failed") + brokenModules + brokenSuites + unhandledErrors,
    skipped: skippedSuites(tests.filter((test) => !["passed", "failed"].includes(test.result().state))),
  };
}

/** Groups skipped tests by the suite that holds them, because a missing server skips them together. */
function skippedSuites(tests: readonly TestCase[]): readonly SkippedSuite[] {
  const suites = new Map<string, SkippedSuite>();
  for (const test of tests) {
    const file = test.module.relativeModuleId;
    const name = test.parent.type === "suite" ? `${file} > ${test.parent.fullName}` : file;
    const result = test.result();
    const reason = result.state === "skipped" ? result.note : undefined;
    const before = suites.get(name);
    const said = before?.reason ?? reason;
    suites.set(name, {
      name,
      tests: (before?.tests ?? 0) + 1,
      command: `npm run vitest -- run ${file}`,
      ...(said === undefined ? {} : { reason: said }),
    });
  }
  return [...suites.values()];
}
