import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { describeInBrowser } from "../support/browser-suite.ts";
import { type InspectorTab, openChat, openTab, talk } from "../support/open-chat.ts";
import { phone } from "../support/visitor.ts";

const tabs: readonly InspectorTab[] = ["Context", "Recall", "Graph", "Tables", "Timeline", "Import", "Spaces"];

await describeInBrowser("on a screen of 390 by 844", (browser) => {
  test("every screen can be reached and used with a thumb, and none is wider than the screen", async () => {
    const { page } = await openChat(browser(), { agent: "Assistant", browser: { viewport: phone, hasTouch: true, isMobile: true } });
    expect(await talk(page, "My sister Ana lives in Porto.")).toContain("Noted");
    await expectNothingBeside(page);
    await page.getByRole("button", { name: "Memory", exact: true }).tap();
    const small: string[] = [];
    for (const tab of tabs) {
      await openTab(page, tab);
      const panel = page.getByRole("tabpanel", { name: tab });
      await expect.poll(() => panel.locator(".skeleton, [aria-busy=true]").count()).toBe(0);
      if (tab === "Timeline") await panel.locator(".entry-line").first().waitFor();
      await expectNothingBeside(page);
      small.push(...(await smallTargets(page)).map((target) => `${tab}: ${target}`));
    }
    expect(small).toEqual([]);
    await openTab(page, "Timeline");
    await page.locator(".entry-line").first().tap();
    await page.getByRole("button", { name: "Open the record" }).tap();
    await page.locator("article.record-screen").getByRole("button", { name: "Back", exact: true }).tap();
    await openTab(page, "Context");
    await page.getByRole("textbox", { name: "plans" }).fill("Dentist on Monday.");
    await page.getByRole("button", { name: "Save" }).tap();
    await page.getByText("by user").waitFor();
    await page.getByRole("button", { name: "Chat", exact: true }).tap();
    expect(await talk(page, "Where does Ana live?")).toContain("Porto");
    const box = await page.getByRole("textbox", { name: "Message" }).boundingBox();
    expect(box?.y).toBeGreaterThan(phone.height / 2);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(phone.height);
  });
});

/** Nothing makes the page scroll sideways; what is wider scrolls in a frame of its own. */
async function expectNothingBeside(page: Page): Promise<void> {
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(phone.width);
}

/** Buttons, tabs and switches that a thumb would miss: those that answer to less than 40 pixels from top to bottom. */
async function smallTargets(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const target of await page.locator("button:visible, [role=tab]:visible, select:visible").all()) {
    const height = Number(await target.evaluate(reach));
    if (height < 40) found.push(`${await target.innerText()} (${height} px)`);
  }
  return found;
}

/** A function of the page: how many pixels from top to bottom are the element's to press, which may be more than its box, or less. */
const reach = `(element) => {
  element.scrollIntoView({ block: "center" });
  const { left, top, width, height } = element.getBoundingClientRect();
  const answers = (y) => element.contains(document.elementFromPoint(left + width / 2, y));
  let [above, below] = [top + height / 2, top + height / 2];
  while (answers(above - 1)) above -= 1;
  while (answers(below + 1)) below += 1;
  return Math.round(below - above) + 1;
}`;
