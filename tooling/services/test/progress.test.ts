import { expect, test } from "vitest";
import { lineProgress } from "../src/progress.ts";

test("writes a line when a step begins and one with its seconds when it ends", async () => {
  const written: string[] = [];
  let time = 0;
  const progress = lineProgress({ write: (text) => written.push(text) }, { now: () => time });
  const result = await progress.step("building", async () => {
    time = 12_400;
    return "built";
  });
  expect(result).toBe("built");
  expect(written).toEqual(["services: … building (0 s)\n", "services: ✓ building (12 s)\n"]);
});

test("marks a step that failed and passes its error on", async () => {
  const written: string[] = [];
  const progress = lineProgress({ write: (text) => written.push(text) }, { now: () => 0 });
  await expect(progress.step("building", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(written.at(-1)).toBe("services: ✗ building (0 s)\n");
});

test("rewrites one line on a terminal", async () => {
  const written: string[] = [];
  const progress = lineProgress({ isTTY: true, write: (text) => written.push(text) }, { now: () => 0 });
  await progress.step("building", async () => {});
  expect(written.join("").split("\n")).toHaveLength(2);
});
