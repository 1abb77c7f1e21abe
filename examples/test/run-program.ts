import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Runs an example to its end in an empty folder, as a reader would; what it printed. @throws when one of its assertions fails */
export async function runProgram(file: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Promise<string> {
  return inEmptyFolder((folder) => runNode(folder, [fileURLToPath(new URL(`../${file}`, import.meta.url)), ...args], env));
}

export async function runNode(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const preload = env["FAISS_ADDON"] === undefined ? [] : ["--import", new URL("compiled-faiss.ts", import.meta.url).href];
  const { stdout } = await promisify(execFile)(process.execPath, [...preload, ...args], { cwd: folder, env: { ...process.env, ...env } });
  return stdout;
}

export async function inEmptyFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "pagefile-example-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
