import { existsSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { logTail, run, succeeds } from "../src/command.ts";
import { startProgram } from "./child-program.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const SERVER = `require("node:net").createServer().listen(0, "127.0.0.1", function () { console.log(this.address().port); })`;

test.each(["SIGKILL", "SIGINT", "SIGTERM"] as const)("ends a command and the servers it started when its owner gets %s", async (signal) => {
  const log = join(await temporaryFolder(), "log");
  const { child, firstLine } = await startProgram(`
      import { spawnGuarded } from "SOURCE/command.ts";
      import { readFileSync } from "node:fs";
      const server = ${JSON.stringify(SERVER)};
      const args = ["-c", '"$0" --eval "$1" & wait', process.execPath, server];
      spawnGuarded({ command: "sh", args, env: process.env, log: ${JSON.stringify(log)} });
      const timer = setInterval(() => {
        const port = readFileSync(${JSON.stringify(log)}, "utf8").trim();
        if (!port) return;
        console.log(port);
        clearInterval(timer);
        setInterval(() => {}, 1000);
      }, 20);
    `);
  const port = Number(firstLine);
  expect(await isListening(port)).toBe(true);
  child.kill(signal);
  await vi.waitFor(async () => expect(await isListening(port)).toBe(false), { timeout: 8000 });
});

test("reports a failed command with the end of its output", async () => {
  const log = join(await temporaryFolder(), "log");
  const failing = run({ command: "sh", args: ["-c", "echo first; echo the reason >&2; exit 3"], env: process.env, log });
  await expect(failing).rejects.toThrow(/code 3:\nfirst\nthe reason/);
  expect(await logTail(log, 1)).toBe("the reason");
});

test("says which command is not installed", async () => {
  const log = join(await temporaryFolder(), "log");
  const missing = run({ command: "no-such-command-here", args: [], env: process.env, log });
  await expect(missing).rejects.toThrow("no-such-command-here is not installed");
  expect(existsSync(log)).toBe(true);
});

test("tells whether a command succeeds, also when there is none", async () => {
  expect(await succeeds("true", [])).toBe(true);
  expect(await succeeds("false", [])).toBe(false);
  expect(await succeeds("no-such-command-here", [])).toBe(false);
});

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => socket.destroy());
    socket.once("error", () => resolve(false));
    socket.once("close", (failed) => resolve(!failed));
  });
}
