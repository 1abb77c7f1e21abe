/**
 * Runs a command that must not outlive the process that asked for it: `node guard.ts COMMAND ARGS…`.
 *
 * Its standard input is a pipe held by that process. The operating system closes the pipe however its
 * holder dies, SIGKILL included, and the command is then ended with everything it started.
 */
import { spawn } from "node:child_process";

const GRACE_MS = 5000;
const COMMAND_NOT_FOUND = 127;

const [command = "", ...args] = process.argv.slice(2);
// A process group of its own, so that grandchildren end with it.
const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"], detached: true });

function signalGroup(signal: NodeJS.Signals): void {
  try {
    if (child.pid) process.kill(-child.pid, signal);
  } catch {
    // The whole group is gone already.
  }
}

function stop(): void {
  signalGroup("SIGTERM");
  setTimeout(signalGroup, GRACE_MS, "SIGKILL").unref();
}

child.once("error", (error) => {
  console.error(error.message);
  process.exit(COMMAND_NOT_FOUND);
});
child.once("exit", (code) => {
  signalGroup("SIGKILL");
  process.exit(code ?? 1);
});
process.stdin.resume().once("close", stop);
process.once("SIGINT", stop).once("SIGTERM", stop).once("SIGHUP", stop);
