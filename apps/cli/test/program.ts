import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));

export const command: readonly string[] = [process.execPath, "--disable-warning=ExperimentalWarning", main];

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Home {
  /** A folder of its own for one test, taken away afterwards; also HOME, and where the memory is. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** Runs the real program to its end. */
  run(args: readonly string[], input?: string): Promise<Outcome>;
}

/** A machine on which nobody has used the program yet, and no model answers. */
export function makeHome(env: NodeJS.ProcessEnv = {}): Home {
  const folder = mkdtempSync(join(tmpdir(), "pagefile-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { PATH } = process.env;
  const full: NodeJS.ProcessEnv = { PATH, HOME: folder, TERM: "xterm-256color", OLLAMA_HOST: "http://127.0.0.1:1", ...env };
  return {
    folder,
    env: full,
    async run(args, input = "") {
      const [node = "", ...rest] = [...command, ...args];
      const child = spawn(node, rest, { cwd: folder, env: full, stdio: "pipe" });
      child.stdin.on("error", () => {});
      child.stdin.end(input);
      const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
      const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
      return { code, stdout, stderr };
    },
  };
}

export function fixture(name: string): string {
  return fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
}
