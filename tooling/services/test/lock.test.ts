import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { withLock } from "../src/lock.ts";
import { startProgram } from "./child-program.ts";
import { temporaryFolder } from "./temporary-folder.ts";

test("lets one holder in at a time", async () => {
  const file = join(await temporaryFolder(), "lock");
  const seen: string[] = [];
  const holder = (name: string): Promise<void> =>
    withLock(
      file,
      async () => {
        seen.push(`${name} in`);
        await pause(20);
        seen.push(`${name} out`);
      },
      { pollMs: 5 },
    );
  await Promise.all([holder("a"), holder("b"), holder("c")]);
  expect(seen).toHaveLength(6);
  for (let index = 0; index < seen.length; index += 2) {
    expect(seen[index + 1]).toBe(seen[index]?.replace("in", "out"));
  }
});

test("is free again after the work has failed", async () => {
  const file = join(await temporaryFolder(), "lock");
  await expect(withLock(file, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  await expect(withLock(file, () => Promise.resolve("entered"))).resolves.toBe("entered");
});

test("keeps other processes out, and is free once its holder was killed", async () => {
  const file = join(await temporaryFolder(), "lock");
  const { child } = await startProgram(`
    import { withLock } from "SOURCE/lock.ts";
    await withLock(${JSON.stringify(file)}, () => { console.log("held"); return new Promise(() => setInterval(() => {}, 1000)); });
  `);
  let waited = false;
  const entered = withLock(file, () => Promise.resolve("entered"), {
    pollMs: 5,
    onWait: () => {
      waited = true;
      child.kill("SIGKILL");
    },
  });
  await expect(entered).resolves.toBe("entered");
  expect(waited).toBe(true);
});
