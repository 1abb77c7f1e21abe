import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { StackPlaces } from "../../src/compose-stack.ts";

const writer = fileURLToPath(new URL("stack-writer.ts", import.meta.url));

/** What a writer was told is done, by the numbers of its writes. */
export type Told = Readonly<Record<"ack" | "update" | "delete" | "erase", Set<number>>>;

export function nothingTold(): Told {
  return { ack: new Set(), update: new Set(), delete: new Set(), erase: new Set() };
}

export interface Death {
  readonly failpoint?: string;
  readonly passes?: number;
}

/** Starts a writer and kills it: at its failpoint, or at a random moment after its first answer. */
export async function killWriter(places: StackPlaces, space: string, { told, death }: { told: Told; death: Death }): Promise<void> {
  const { failpoint = "", passes = 0 } = death;
  const first = Math.max(0, ...told.ack) + 1;
  const args = [writer, JSON.stringify(places), space, String(first), failpoint, String(passes)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, OMP_NUM_THREADS: "1" } });
  const kill = (): void => void child.kill("SIGKILL");
  const deadline = setTimeout(kill, 60_000);
  let output = "";
  let errors = "";
  child.stderr.on("data", (data: Buffer) => (errors += data.toString()));
  child.stdout.on("data", (data: Buffer) => {
    if (output === "" && failpoint === "") setTimeout(kill, Math.random() * 400);
    output += data.toString();
  });
  const signal = await new Promise((resolve) => child.on("close", (_code, by) => resolve(by)));
  clearTimeout(deadline);
  if (signal !== "SIGKILL") throw new Error(`The writer ended by itself: ${errors}`);
  for (const line of output.split("\n").slice(0, -1)) {
    const [word, write] = line.split(" ");
    if (word === "ack" || word === "update" || word === "delete" || word === "erase") told[word].add(Number(write));
  }
}
