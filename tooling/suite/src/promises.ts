import { runVitest } from "./run-vitest.ts";

/**
 * `npm run promises -- R1 P5` runs the tests whose title starts with one of those promises, at full size, and without a name all of them.
 * Such a test stands in a file with `promise` in its path and reads PAGEFILE_PROMISE_SCALE: "full" here, unset (a smaller count) in `npm test`.
 */
const names = process.argv.slice(2);
const wrong = names.filter((name) => !/^[A-Z]\d+$/.test(name));
if (wrong.length > 0) fail(`${wrong.join(", ")} is no promise: they are named by a letter and a number, such as R1 or P5.`);
else await run();

async function run(): Promise<void> {
  const pattern = `(?:^|\\s)(?:${names.length > 0 ? names.join("|") : "[A-Z]\\d+"})(?!\\w)`;
  const args = ["--testTimeout", "3600000", "-t", pattern, "promise"];
  const { passed, failed } = await runVitest(args, { PAGEFILE_PROMISE_SCALE: "full" });
  process.stdout.write(`\n${passed} passed, ${failed.length} failed\n`);
  if (passed + failed.length === 0) fail(`No test shows ${names.join(" or ") || "a promise"} yet.`);
  else if (failed.length > 0) process.exitCode = 1;
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
