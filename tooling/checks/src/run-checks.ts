import { styleText } from "node:util";
import type { Check, Finding } from "./check.ts";
import { readRepository } from "./repository.ts";

export interface RunResult {
  readonly passed: number;
  readonly failed: number;
}

/** Runs checks over the working tree at `root` and prints one line for each, with what it found below. */
export async function runChecks(checks: readonly Check[], root: string): Promise<RunResult> {
  const repository = readRepository(root);
  let failed = 0;
  for (const check of checks) {
    const findings = await check.run(repository);
    if (findings.length > 0) failed += 1;
    process.stdout.write(renderResult(check, findings));
  }
  return { passed: checks.length - failed, failed };
}

function renderResult({ name }: Check, findings: readonly Finding[]): string {
  if (findings.length === 0) return `${styleText("green", "✓")} ${name}\n`;
  const lines = findings.map(({ file, line, message }) => `    ${file}${line === undefined ? "" : `:${line}`} ${message}\n`);
  return `${styleText("red", "✗")} ${name}\n${lines.join("")}`;
}
