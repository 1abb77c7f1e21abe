import { writeFileSync } from "node:fs";
import type { Reporter, TestCase, TestModule, TestSuite } from "vitest/node";
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

/** Groups skipped tests by their outermost suite and the reason, because a missing server or capability skips them together. */
function skippedSuites(tests: readonly TestCase[]): readonly SkippedSuite[] {
  const suites = new Map<string, SkippedSuite>();
  for (const test of tests) {
    const file = test.module.relativeModuleId;
    const name = outermostSuite(test)?.name;
    const result = test.result();
    const reason = result.state === "skipped" ? result.note : undefined;
    const key = JSON.stringify([file, name, reason]);
    const suite = { file, ...(name === undefined ? {} : { name }), ...(reason === undefined ? {} : { reason }) };
    suites.set(key, { ...suite, tests: (suites.get(key)?.tests ?? 0) + 1 });
  }
  return [...suites.values()];
}

function outermostSuite(entity: TestCase | TestSuite): TestSuite | undefined {
  const { parent } = entity;
  if (parent.type === "suite") return outermostSuite(parent);
  return entity.type === "suite" ? entity : undefined;
}
