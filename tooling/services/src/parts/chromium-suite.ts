import { describe, test } from "vitest";
import { Cache, cacheFolder } from "../cache.ts";
import { lineProgress } from "../progress.ts";
import { chromium, chromiumArguments, chromiumPath } from "./chromium.ts";

/** A browser, ready to be started. */
export interface ReadyChromium {
  readonly executable: string;
  readonly args: readonly string[];
}

/**
 * A suite in a real browser. Where none can be had, the suite is skipped under its own name, and the skipped test says why and
 * by which command one gets it.
 */
export async function describeWithChromium(title: string, suite: (ready: ReadyChromium) => void): Promise<void> {
  const browser = await obtained();
  if ("executable" in browser) {
    describe(title, () => suite({ executable: browser.executable, args: chromiumArguments() }));
    return;
  }
  process.stderr.write(`services: skipped what needs a browser: ${browser.missing}\n`);
  if (process.env["PAGEFILE_REQUIRE_SERVICES"] === "1")
    throw new Error(`PAGEFILE_REQUIRE_SERVICES is set, and there is no browser: ${browser.missing}`);
  describe(title, () => {
    test.skip(`needs chromium: ${browser.missing}`);
  });
}

async function obtained(): Promise<{ readonly executable: string } | { readonly missing: string }> {
  const { env } = process;
  const wish = env["PAGEFILE_TEST_SERVICES"];
  if (wish && wish !== "all" && !wish.split(",").includes(chromium.name))
    return { missing: "PAGEFILE_TEST_SERVICES leaves it out. Get it with: PAGEFILE_TEST_SERVICES=chromium npm test" };
  try {
    return { executable: await chromiumPath({ cache: new Cache(cacheFolder(env)), progress: lineProgress(process.stderr), env }) };
  } catch (error) {
    return { missing: `${error instanceof Error ? error.message : String(error)}. Then: npm test, or CHROMIUM=PATH npm test` };
  }
}
