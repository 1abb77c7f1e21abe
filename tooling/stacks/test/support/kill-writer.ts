import { fileURLToPath } from "node:url";
import { runToDeath } from "@pagefile/services/run-to-death";
import type { StackPlaces } from "../../src/compose-stack.ts";

const program = fileURLToPath(new URL("stack-writer.ts", import.meta.url));

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
  const args = [JSON.stringify(places), space, String(first), failpoint, String(passes)];
  const moment = failpoint === "" ? { withinMs: 400 } : {};
  for (const [word, write] of await runToDeath({ program, args, ...moment, atMostMs: 60_000 })) {
    if (word === "ack" || word === "update" || word === "delete" || word === "erase") told[word].add(Number(write));
  }
}
