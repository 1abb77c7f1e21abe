import { fileURLToPath } from "node:url";
import { runToDeath } from "@pagefile/services/run-to-death";
import { sqlite } from "@pagefile/store-sql";
import { describe, expect, it } from "vitest";
import { freshFile } from "./support/fresh-file.ts";
import { inspect } from "./support/inspect.ts";

const kills = process.env["PAGEFILE_PROMISE_SCALE"] === "full" ? 1000 : 25;
const killsPerFile = 25;
const program = fileURLToPath(new URL("support/writer.ts", import.meta.url));
const failpoints = [
  "append:entry",
  "append:record",
  "append:document",
  "write:done",
  "write:committed",
  "apply:document",
  "apply:vector",
  "erase:stripped",
  "scrub:vacuumed",
] as const;

interface Told {
  readonly ack: Set<number>;
  readonly vector: Set<number>;
  readonly erase: Set<number>;
}

/** Starts a writer and kills it: at the failpoint it was given, or at a random moment after its first answer. */
async function killWriter(file: string, told: Told, mode: { failpoint?: string; passes?: number; apart?: boolean }): Promise<void> {
  const { failpoint = "", passes = 0, apart = false } = mode;
  const first = Math.max(0, ...told.ack) + 1;
  const args = [file, String(first), failpoint, String(passes), apart ? "apart" : ""];
  const moment = failpoint === "" ? { withinMs: 80 } : {};
  for (const [word, write] of await runToDeath({ program, args, ...moment, atMostMs: 20_000 })) {
    if (word === "ack" || word === "vector" || word === "erase") told[word].add(Number(write));
  }
}

const nothing = (): Told => ({ ack: new Set(), vector: new Set(), erase: new Set() });

async function faultsIn(file: string, told: Told): Promise<readonly string[]> {
  await using journal = sqlite({ file });
  return await inspect(journal, told);
}

describe("R1: an acknowledged memory survives process death", () => {
  it(`loses, doubles and halves nothing in ${kills} kills, at random moments and at every failpoint`, { timeout: 1_800_000 }, async () => {
    const files = Array.from({ length: kills / killsPerFile }, (_, at) => ({ file: freshFile(), firstKill: at * killsPerFile }));
    const faults: string[] = [];
    let acknowledged = 0;
    const work = async (): Promise<void> => {
      for (let next = files.pop(); next !== undefined; next = files.pop()) {
        const told = nothing();
        for (let kill = 0; kill < killsPerFile; kill += 1) {
          // Two of three die at a failpoint, on its first pass or a later one.
          const failpoint = failpoints[(next.firstKill + kill) % failpoints.length];
          await killWriter(next.file, told, kill % 3 === 2 || failpoint === undefined ? {} : { failpoint, passes: kill % 7 });
          faults.push(...(await faultsIn(next.file, told)));
        }
        acknowledged += told.ack.size;
      }
    };
    await Promise.all([work(), work()]);
    process.stderr.write(`R1: 0 in ${kills} kills (95 % bound ${(300 / kills).toFixed(1)} %), ${acknowledged} acknowledged writes\n`);
    expect(faults).toEqual([]);
    expect(acknowledged).toBeGreaterThan(kills / 2);
  });

  it("finds a half-visible write when the protection of one append is switched off", { timeout: 60_000 }, async () => {
    const file = freshFile();
    const told = nothing();
    await killWriter(file, told, { failpoint: "write:committed", passes: 1, apart: true });
    expect(await faultsIn(file, told)).toContain("write 1 is half there");
  });
});
