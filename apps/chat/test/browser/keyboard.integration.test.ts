import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { describeInBrowser } from "../support/browser-suite.ts";
import { openChat } from "../support/open-chat.ts";

await describeInBrowser("with the keyboard alone", (browser) => {
  test("one gets from the first visit to an answer, asks why, corrects a memory and takes that back", async () => {
    const { page } = await openChat(browser());
    const { keyboard } = page;
    await tabTo(page, page.getByRole("button", { name: "Start Assistant" }));
    await keyboard.press("Enter");
    const box = page.getByRole("textbox", { name: "Message" });
    await box.waitFor();
    // The button that was pressed is gone, and one goes on where one can write.
    await expect.poll(() => box.evaluate((element) => element.matches(":focus"))).toBe(true);
    await keyboard.type("My sister Ana lives in Porto.");
    await keyboard.press("Enter");
    const why = page.getByRole("button", { name: "Why did you say that?" });
    await why.first().waitFor();
    await keyboard.type("Where does my sister Ana live?");
    await keyboard.press("Enter");
    await why.nth(1).waitFor();
    await tabTo(page, why.nth(1), "Shift+Tab");
    await keyboard.press("Enter");
    await page.getByText("What was recalled when the agent answered").waitFor();

    await tabTo(page, page.getByRole("button", { name: "Search now instead" }));
    await keyboard.press("Enter");
    const hit = page.locator(".hits .record-text").filter({ hasText: "My sister Ana lives in Porto." }).first();
    await tabTo(page, hit);
    await keyboard.press("Enter");
    await tabTo(page, page.getByRole("button", { name: "Correct it" }));
    await keyboard.press("Enter");
    await keyboard.press("Control+a");
    await keyboard.type("My sister Ana lives in Lisbon.");
    await keyboard.press("Control+s");
    await page.locator(".says").getByText("My sister Ana lives in Lisbon.").waitFor();
    await tabTo(page, page.getByRole("button", { name: "Undo the last change…" }));
    await keyboard.press("Enter");
    await tabTo(page, page.getByRole("dialog").getByRole("button", { name: /^Undo entry/ }));
    await keyboard.press("Enter");
    await page.getByRole("dialog").getByText("Taken back").waitFor();
    await keyboard.press("Escape");
    await page.locator(".says").getByText("My sister Ana lives in Porto.").waitFor();
  });

  test("the palette leads to every place, and the tabs are walked with arrows", async () => {
    const { page } = await openChat(browser(), { agent: "Assistant" });
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("timeline");
    await page.keyboard.press("Enter");
    await page.getByRole("tabpanel", { name: "Timeline" }).waitFor();
    const timeline = page.getByRole("tab", { name: "Timeline" });
    await timeline.focus();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => page.getByRole("tab", { name: "Import" }).evaluate((tab) => tab.matches(":focus"))).toBe(true);
    await page.keyboard.press("Enter");
    await page.getByRole("tabpanel", { name: "Import" }).waitFor();
  });
});

/** Presses Tab until something has the focus, and fails where that goes round without it. The focus must be seen. */
async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 200; presses += 1) {
    if (await target.evaluate((element) => element.matches(":focus"))) {
      const shown = await target.evaluate((element) => {
        const style = element.ownerDocument.defaultView?.getComputedStyle(element);
        return style?.outlineStyle !== "none" || style.boxShadow !== "none";
      });
      expect(shown, "the focus is seen").toBe(true);
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error(`${target.toString()} is not reached by ${key}.`);
}
