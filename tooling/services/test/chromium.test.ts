import { join } from "node:path";
import { expect, test } from "vitest";
import { Cache } from "../src/cache.ts";
import type { Kit } from "../src/part.ts";
import { chromium, chromiumPath } from "../src/parts/chromium.ts";
import { lineProgress } from "../src/progress.ts";
import { temporaryFolder } from "./temporary-folder.ts";

test("the browser that CHROMIUM names is the one that is used, or nothing is", async () => {
  const folder = await temporaryFolder();
  const kit = (path: string): Kit => ({ cache: new Cache(folder), progress: lineProgress({ write: () => true }), env: { CHROMIUM: path } });
  expect(await chromiumPath(kit(process.execPath))).toBe(process.execPath);
  const missing = join(folder, "no-browser");
  expect(chromium.installed(kit(missing))).toBe(false);
  await expect(chromiumPath(kit(missing))).rejects.toThrow(`CHROMIUM names ${missing}, where nothing is`);
});
