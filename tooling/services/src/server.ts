import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { ChildProcess } from "node:child_process";
import { exitOf, logTail, spawnDetached, spawnGuarded, type Command } from "./command.ts";
import type { Kit } from "./part.ts";

const READY_TIMEOUT_MS = 60_000;
const POLL_MS = 50;

export interface ServerSpec {
  /** Names the log file. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Command["env"];
  readonly url: string;
  /** Whether it answers. Never rejects. */
  readonly ready: (url: string) => Promise<boolean>;
}

export interface RunningServer {
  readonly url: string;
  /** Of the process, or process group, to end; absent when the server is not ours. */
  readonly pid?: number;
  stop(): Promise<void>;
}

/** Starts a server and resolves when it answers. It dies with this process unless `detached`. */
export async function startServer(spec: ServerSpec, kit: Kit, detached = false): Promise<RunningServer> {
  const log = join(await kit.cache.subfolder("logs"), `${spec.name}.log`);
  const child = (detached ? spawnDetached : spawnGuarded)({ ...spec, log });
  const exited = exitOf(child);
  const stop = async (): Promise<void> => {
    end(child, detached);
    await exited;
  };
  try {
    await ready(spec, exited);
  } catch (cause) {
    await stop();
    throw new Error(`${spec.name} did not start:\n${await logTail(log)}\n(its output is in ${log})`, { cause });
  }
  if (detached) child.unref();
  return { url: spec.url, stop, ...(child.pid === undefined ? {} : { pid: child.pid }) };
}

/** A port on 127.0.0.1 that nobody listened on a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}

/** Whether `url` answers over HTTP with success within two seconds. */
export async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

function end(child: ChildProcess, detached: boolean): void {
  if (!detached) child.stdin?.end();
  else if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
}

async function ready(spec: ServerSpec, exited: Promise<number>): Promise<void> {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  let code: number | undefined;
  void exited.then((value) => (code = value));
  while (!(await spec.ready(spec.url))) {
    if (code !== undefined) throw new Error(`it ended with code ${code}`);
    if (performance.now() > deadline) throw new Error(`no answer within ${READY_TIMEOUT_MS / 1000} s`);
    await pause(POLL_MS);
  }
}
