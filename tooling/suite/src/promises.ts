import { root, runProgram } from "./run-program.ts";

/**
 * `npm run promises -- R1 P5` runs the tests whose title starts with one of those promises, at full size.
 * Promise tests read PAGEFILE_PROMISE_SCALE: "full" here, unset (a smaller count) in `npm test`.
 */
const names = process.argv.slice(2);
if (names.some((name) => !/^[A-Z]\d+$/.test(name))) {
  process.stderr.write("Name promises by their number in docs/promises.md, such as R1 or P5; without a name all of them run.\n");
  process.exitCode = 2;
} else {
  const pattern = `(?:^|\\s)(?:${names.length > 0 ? names.join("|") : "[A-Z]\\d+"})(?!\\w)`;
  const args = ["run", "--root", root, "--project", "unit", "--testTimeout", "3600000", "--reporter", "verbose", "-t", pattern, "promise"];
  process.exitCode = await runProgram(["node_modules/vitest/vitest.mjs", ...args], { PAGEFILE_PROMISE_SCALE: "full" });
}
