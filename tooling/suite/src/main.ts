import { parseArgs, styleText } from "node:util";
import { checks, runChecks } from "@pagefile/checks";
import { integrationSuites } from "./integration-files.ts";
import { root, runProgram } from "./run-program.ts";
import { runVitest } from "./run-vitest.ts";
import { addTallies, renderTally, type Tally } from "./tally.ts";

const quick = readQuick();

function readQuick(): boolean {
  try {
    return parseArgs({ options: { quick: { type: "boolean", default: false } } }).values.quick;
  } catch {
    process.stderr.write("`npm test` takes --quick only. One file or package: `npm run vitest -- run packages/core`.\n");
    process.exit(2);
  }
}

function announce(part: string): void {
  process.stdout.write(`\n${styleText("bold", part)}\n`);
}

/** Runs a program whose exit code says how it went. `script` runs the same alone. */
async function runTool(name: string, script: string, args: readonly string[]): Promise<Tally> {
  announce(name);
  const good = (await runProgram(args)) === 0;
  if (good) process.stdout.write(`${styleText("green", "✓")} ${name}\n`);
  return { passed: good ? 1 : 0, failed: good ? [] : [{ name, script }], skipped: [] };
}

const tallies: Tally[] = [];
announce("Rules of the house");
const { passed, failed } = await runChecks(checks, root);
tallies.push({ passed, failed: failed.map((failure) => ({ ...failure, script: "check" })), skipped: [] });
tallies.push(await runTool("Types", "typecheck:node", ["node_modules/typescript/bin/tsc", "-p", "."]));
tallies.push(await runTool("Types of the page", "typecheck:page", ["node_modules/typescript/bin/tsc", "-p", "apps/chat/src/page"]));
tallies.push(await runTool("Lint", "lint", ["node_modules/oxlint/bin/oxlint", "--type-aware", "--quiet"]));
tallies.push(
  await runTool("Published packages", "build", ["node_modules/turbo/bin/turbo", "run", "build", "--continue", "--output-logs=errors-only"]),
);
announce("Unit tests");
tallies.push(await runVitest(["--project", "unit"]));
if (quick) {
  tallies.push({ passed: 0, failed: [], skipped: integrationSuites() });
} else {
  announce("Integration tests, against real servers (the first run on a machine builds them, which takes minutes)");
  tallies.push(await runVitest(["--project", "integration"]));
}

const total = addTallies(tallies);
process.stdout.write(`\n${renderTally(total)}`);
process.exitCode = total.failed.length > 0 ? 1 : 0;
