import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, runProgram } from "./run-program.ts";
import type { Tally } from "./tally.ts";

const summaryReporter = join(root, "tooling/suite/src/summary-reporter.ts");

/** Runs Vitest once. A run that breaks off without a result, or fails for a reason no test shows, counts as one failure. */
export async function runVitest(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), "pagefile-tally-"));
  const file = join(folder, "tally.json");
  const command = [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--passWithNoTests",
    "--reporter=default",
    `--reporter=${summaryReporter}`,
    ...args,
  ];
  const code = await runProgram(command, { ...env, PAGEFILE_TALLY: file });
  const tally = readTally(file);
  rmSync(folder, { recursive: true });
  if (code === 0 || tally.failed.length > 0) return tally;
  return { ...tally, failed: [{ name: `vitest ${args.join(" ")}`, message: `It ended with code ${code}, and no test says why.` }] };
}

function readTally(file: string): Tally {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Tally;
  } catch {
    return { passed: 0, failed: [], skipped: [] };
  }
}
