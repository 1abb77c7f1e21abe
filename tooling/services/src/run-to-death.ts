import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

export interface Mortal {
  /** The path of a module, which prints a line for each thing that is done. */
  readonly program: string;
  readonly args: readonly string[];
  /** Kills it at a random moment within so long of its first line. @default it kills itself */
  readonly withinMs?: number;
  /** Kills it in any case. */
  readonly atMostMs: number;
}

/**
 * Runs a program in a process of its own until SIGKILL ends it, and returns the words of each line that it had printed whole.
 * @throws Error with what it complained of, when it ended in another way
 */
export async function runToDeath({ program, args, withinMs, atMostMs }: Mortal): Promise<readonly (readonly string[])[]> {
  // Where FAISS is in it, waiting threads would slow each other down.
  const env = { ...process.env, OMP_NUM_THREADS: "1" };
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"], env });
  const kill = (): void => void child.kill("SIGKILL");
  const deadline = setTimeout(kill, atMostMs);
  if (withinMs !== undefined) child.stdout.once("data", () => setTimeout(kill, Math.random() * withinMs));
  const closed = new Promise((resolve) => child.once("close", (_code, signal) => resolve(signal)));
  const [signal, printed, errors] = await Promise.all([closed, text(child.stdout), text(child.stderr)]);
  clearTimeout(deadline);
  if (signal !== "SIGKILL") throw new Error(`The program ended by itself: ${errors}`);
  return printed
    .split("\n")
    .slice(0, -1)
    .map((line) => line.split(" "));
}
