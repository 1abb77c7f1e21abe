import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { describeInBrowser } from "../support/browser-suite.ts";
import { offlineBanner, openChat, openTab } from "../support/open-chat.ts";

await describeInBrowser("the page around the memory", (browser) => {
  test("scrolls by the wheel over the graph, which Ctrl and the wheel zooms", async () => {
    const { page, memory } = await openChat(browser(), { agent: "Assistant", browser: { viewport: { width: 1440, height: 500 } } });
    for (const object of ["Porto", "Faro", "Braga"])
      await memory.space("local/me").graph.addFact({ subject: "Ana", predicate: "likes", object });
    await openTab(page, "Graph");
    const drawing = page.locator(".drawing > svg");
    await drawing.locator("text").first().waitFor();
    const seen = () => drawing.locator("> g").getAttribute("transform");
    const scrolled = () => page.locator(".inspector-panel:not([hidden])").evaluate(({ scrollTop }) => scrollTop);
    const before = await seen();
    await drawing.hover();
    await page.mouse.wheel(0, 120);
    await expect.poll(scrolled).toBeGreaterThan(0);
    expect(await seen()).toBe(before);
    const place = await scrolled();
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -120);
    await page.keyboard.up("Control");
    await expect.poll(seen).not.toBe(before);
    expect(await scrolled()).toBe(place);
  });

  test("asks whether a server that never answers is back only while it is looked at, and not twice at once", async () => {
    const { page } = await openChat(browser(), { agent: "Assistant" });
    let asked = 0;
    // Accepted, and never answered.
    await page.route("**/api/session", () => void (asked += 1));
    await page.route("**/api/spaces/**", (route) => route.abort());
    await openTab(page, "Spaces");
    await offlineBanner(page).waitFor();
    await show(page, "hidden");
    // The list of spaces asked as well, once.
    await expect.poll(() => asked).toBe(1);
    const before = asked;
    await page.waitForTimeout(4_000);
    expect(asked).toBe(before);
    await show(page, "visible");
    await expect.poll(() => asked).toBe(before + 1);
    await page.waitForTimeout(4_500);
    expect(asked).toBe(before + 1);
    await expect.poll(() => asked, { timeout: 6_000 }).toBe(before + 2);
  });
});

/** As a browser does when another tab is chosen. */
async function show(page: Page, state: "visible" | "hidden"): Promise<void> {
  await page.evaluate(`Object.defineProperty(document, "visibilityState", { configurable: true, get: () => "${state}" })`);
  await page.evaluate(`document.dispatchEvent(new Event("visibilitychange"))`);
}
