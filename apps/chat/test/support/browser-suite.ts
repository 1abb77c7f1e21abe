import { describeWithChromium } from "@pagefile/services";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { launch } from "./visitor.ts";

/** A suite in one browser, which the tests get when they ask for it. */
export function describeInBrowser(title: string, suite: (browser: () => Browser) => void): Promise<void> {
  return describeWithChromium(title, (chromium) => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      browser = await launch(chromium);
    });
    afterAll(() => browser?.close());
    suite(() => {
      if (browser === undefined) throw new TypeError("The browser is there once the suite runs.");
      return browser;
    });
  });
}
