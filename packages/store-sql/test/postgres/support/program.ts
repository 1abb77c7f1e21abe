import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Runs one of the programs beside this file to its end and returns the JSON it prints. */
export async function runProgram<T>(name: string, ...args: readonly (string | number)[]): Promise<T> {
  const path = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [path, ...args.map(String)]);
  return JSON.parse(stdout) as T;
}
