import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";

const SOURCE = new URL("../src/", import.meta.url).href;

/**
 * Starts a program that may import this package's files as `SOURCE/…`, and resolves
 * with the first line that it prints.
 */
export async function startProgram(source: string): Promise<{ child: ChildProcess; firstLine: string }> {
  const program = source.replaceAll("SOURCE/", SOURCE);
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  for await (const firstLine of createInterface(child.stdout)) return { child, firstLine };
  throw new Error("the program ended without a line");
}
