import { writeFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";
import type { Reporter, SerializedError, TestCase, TestModule, TestSuite } from "vitest/node";
import type { Failure, SkippedSuite, Tally } from "./tally.ts";

/** Leaves what came of a Vitest run, as a tally in JSON, in the file that PAGEFILE_TALLY names. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const file = process.env["PAGEFILE_TALLY"];
    if (file !== undefined) writeFileSync(file, JSON.stringify(summarise(modules, unhandledErrors)));
  }
}

function summarise(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): Tally {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const suites = modules.flatMap((module) => [...module.children.allSuites()]);
  return {
    passed: tests.filter((test) => test.result().state === "passed").length,
    failed: [
      ...tests.filter((test) => test.result().state === "failed").map((test) => failure(test.fullName, test.module, test.result().errors)),
      ...suites.flatMap((suite) => broken(suite.fullName, suite.module, suite.errors())),
      ...modules.flatMap((module) => broken("the file itself", module, module.errors())),
      ...unhandledErrors.map((error) => ({ name: "an error that no test caught", message: describe([error]) })),
    ],
    skipped: skippedSuites(tests.filter((test) => !["passed", "failed"].includes(test.result().state))),
  };
}

function broken(name: string, module: TestModule, errors: readonly SerializedError[]): readonly Failure[] {
  return errors.length === 0 ? [] : [failure(name, module, errors)];
}

function failure(name: string, module: TestModule, errors: readonly SerializedError[] = []): Failure {
  return { file: module.relativeModuleId, name, message: describe(errors) };
}

/** What the errors say, with the difference where there is one and the place in the test, in at most 40 lines. */
function describe(errors: readonly SerializedError[]): string {
  const lines = errors.flatMap(({ message, diff, stacks }) => [
    message,
    ...(diff === undefined ? [] : [diff]),
    ...(stacks ?? []).slice(0, 3).map(({ file, line }) => `at ${file}:${line}`),
  ]);
  return stripVTControlCharacters(lines.join("\n")).split("\n").slice(0, 40).join("\n");
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
