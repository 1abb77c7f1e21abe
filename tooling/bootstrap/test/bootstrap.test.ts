import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { explainFailure } from "../src/explain-failure.mjs";
import { runsTypeScript } from "../src/node-version.mjs";

const lockModule = new URL("../src/lock.mjs", import.meta.url).href;
const runFile = fileURLToPath(new URL("../run.mjs", import.meta.url));

function run(args: readonly string[], signal?: NodeJS.Signals): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
    if (signal) child.kill(signal);
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, output })));
}

test("only a Node that runs TypeScript unflagged and is in the engines is good enough", () => {
  expect(["20.20.2", "22.17.1", "23.11.0", "25.1.0"].filter(runsTypeScript)).toEqual([]);
  expect(["22.18.0", "24.0.0", "26.10.0", "27.1.0"].filter((version) => !runsTypeScript(version))).toEqual([]);
});

test("processes that start at once do their work one after the other", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pagefile-lock-"));
  const [lock, log] = [join(folder, "lock"), join(folder, "log")];
  const text = `import { withLock } from ${JSON.stringify(lockModule)};
    import { appendFileSync } from "node:fs";
    await withLock(${JSON.stringify(lock)}, async () => {
      appendFileSync(${JSON.stringify(log)}, "begin ");
      await new Promise((resolve) => setTimeout(resolve, 50));
      appendFileSync(${JSON.stringify(log)}, "end ");
    });`;
  // The lock of a process that is gone must not stop anyone.
  writeFileSync(lock, "999999999");
  await Promise.all(Array.from({ length: 4 }, () => run(["--input-type=module", "-e", text])));
  expect(readFileSync(log, "utf8")).toBe("begin end ".repeat(4));
});

test("passes arguments in and the exit code out", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pagefile-run-"));
  const program = join(folder, "program.ts");
  writeFileSync(program, "const args: readonly string[] = process.argv.slice(2); process.stdout.write(args.join()); process.exitCode = 7;");
  expect(await run([runFile, program, "--file", "a b.db"])).toEqual({ code: 7, output: "--file,a b.db" });
});

test("passes a signal on to the program", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pagefile-run-"));
  const program = join(folder, "program.ts");
  const text = 'process.on("SIGTERM", () => process.exit(9)); setInterval(() => {}, 1000); process.stdout.write("ready");';
  writeFileSync(program, text);
  expect(await run([runFile, program], "SIGTERM")).toEqual({ code: 9, output: "ready" });
});

test("says in a plain sentence what went wrong", () => {
  expect(explainFailure("npm error code ENOTFOUND")).toMatch(/^The npm registry could not be reached/);
  expect(explainFailure("ENOSPC: no space left on device")).toMatch(/^The disk is full/);
  expect(explainFailure("ERR_PNPM_OUTDATED_LOCKFILE")).toMatch(/^pnpm-lock.yaml does not match/);
  expect(explainFailure("something odd")).toContain("something odd");
});
