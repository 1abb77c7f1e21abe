import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runToDeath } from "../src/run-to-death.ts";
import { temporaryFolder } from "./temporary-folder.ts";

async function program(source: string): Promise<string> {
  const path = join(await temporaryFolder(), "program.mjs");
  await writeFile(path, `import { writeSync } from "node:fs";\n${source}`);
  return path;
}

test("returns what a program that kills itself had said, up to its last whole line", async () => {
  const path = await program('writeSync(1, `ack ${process.argv[2]}\\nerase 2\\nac`); process.kill(process.pid, "SIGKILL");');
  expect(await runToDeath({ program: path, args: ["1"], atMostMs: 20_000 })).toEqual([
    ["ack", "1"],
    ["erase", "2"],
  ]);
});

test("kills a program after its first line, and one that says nothing when its time is over", async () => {
  const talking = await program('setInterval(() => writeSync(1, "ack 1\\n"), 5);');
  expect(await runToDeath({ program: talking, args: [], withinMs: 100, atMostMs: 20_000 })).toContainEqual(["ack", "1"]);
  const silent = await program("setInterval(() => {}, 1000);");
  expect(await runToDeath({ program: silent, args: [], withinMs: 100, atMostMs: 300 })).toEqual([]);
});

test("takes an end of another kind for a fault, with what the program complained of", async () => {
  const failing = await program('throw new Error("no such place");');
  await expect(runToDeath({ program: failing, args: [], atMostMs: 20_000 })).rejects.toThrow(/ended by itself: [^]*no such place/);
});
