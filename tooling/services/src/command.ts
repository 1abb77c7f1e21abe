import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Environment } from "./environment.ts";

const GUARD = fileURLToPath(new URL("./guard.ts", import.meta.url));
const LOG_LIMIT_BYTES = 1_000_000;
const COMMAND_NOT_FOUND = 127;

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Environment;
  /** @default the current folder */
  readonly cwd?: string;
  /** File that receives both outputs, appended. */
  readonly log: string;
}

/** Starts a command that ends with this process, or when the returned child's `stdin` is closed. */
export function spawnGuarded(spec: Command): ChildProcess {
  return withLog(spec.log, (log) =>
    spawn(process.execPath, [GUARD, spec.command, ...spec.args], {
      stdio: ["pipe", log, log],
      env: spec.env,
      cwd: spec.cwd,
    }),
  );
}

/** Starts a command that goes on when this process has ended, in a process group of its own. */
export function spawnDetached(spec: Command): ChildProcess {
  return withLog(spec.log, (log) =>
    spawn(spec.command, spec.args, { stdio: ["ignore", log, log], env: spec.env, cwd: spec.cwd, detached: true }),
  );
}

/** Runs a command to its end; when it fails, the error shows the end of its output. */
export async function run(spec: Command): Promise<void> {
  const code = await exitOf(spawnGuarded(spec));
  if (code === 0) return;
  const shown = [spec.command, ...spec.args].join(" ");
  if (code === COMMAND_NOT_FOUND) throw new Error(`${spec.command} is not installed`);
  throw new Error(`${shown} ended with code ${code}:\n${await logTail(spec.log)}\n(the whole output is in ${spec.log})`);
}

/** Whether a command is there and answers with success. Its output is dropped. */
export async function succeeds(command: string, args: readonly string[], env?: Environment): Promise<boolean> {
  const child = spawn(command, args, { stdio: "ignore", timeout: 10_000, ...(env && { env }) });
  return (await exitOf(child)) === 0;
}

/** Resolves when the child has ended, with its exit code; 127 when it could not be started. */
export function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once("error", () => resolve(COMMAND_NOT_FOUND));
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

export async function logTail(log: string, lines = 12): Promise<string> {
  const text = await readFile(log, "utf8").catch(() => "");
  return text.trimEnd().split("\n").slice(-lines).join("\n");
}

function withLog(path: string, start: (log: number) => ChildProcess): ChildProcess {
  const full = (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES;
  const log = openSync(path, full ? "w" : "a");
  try {
    return start(log);
  } finally {
    closeSync(log);
  }
}
