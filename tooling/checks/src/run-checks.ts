import { styleText } from "node:util";
import type { Check, Finding } from "./check.ts";
import { readRepository } from "./repository.ts";

export interface RunResult {
  readonly passed: number;
  /** The checks that found something. */
  readonly failed: readonly { readonly name: string; readonly message: string }[];
}

/** Runs checks over the working tree at `root` and prints one line for each, with what it found below. */
export async function runChecks(checks: readonly Check[], root: string): Promise<RunResult> {
  const repository = readRepository(root);
  const failed: { name: string; message: string }[] = [];
  for (const check of checks) {
    const findings = await check.run(repository);
    if (findings.length > 0) failed.push({ name: check.name, message: findings.map(renderFinding).join("\n") });
    process.stdout.write(renderResult(check, findings));
  }
  return { passed: checks.length - failed.length, failed };
}

function renderResult({ name }: Check, findings: readonly Finding[]): string {
  if (findings.length === 0) return `${styleText("green", "✓")} ${name}\n`;
  const lines = findings.map((finding) => `    ${renderFinding(finding)}\n`);
  return `${styleText("red", "✗")} ${name}\n${lines.join("")}`;
}

function renderFinding({ file, line, message }: Finding): string {
  return `${file}${line === undefined ? "" : `:${line}`} ${message}`;
}
