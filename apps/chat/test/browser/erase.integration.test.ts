import { join } from "node:path";
import { expect, test } from "vitest";
import { openSqlite, temporaryFolder } from "../server/open-server.ts";
import { describeInBrowser } from "../support/browser-suite.ts";
import { openChat, openTab, talk } from "../support/open-chat.ts";
import { tracesIn } from "../support/traces.ts";

await describeInBrowser("a record that is erased for good", (browser) => {
  test("is gone from every tab that is open and from the files in every form, and leaves a receipt", async () => {
    const folder = temporaryFolder();
    const memory = openSqlite(join(folder, "memory.db"));
    const { page, newTab, base } = await openChat(browser(), { agent: "Assistant", server: { memory } });
    const word = "Quvexolintrazyph";
    await talk(page, `The safe is called ${word}.`);
    await talk(page, "The garden has two apple trees.");
    const second = await newTab();
    await second.goto(base);
    await openTab(second, "Timeline");
    await second.getByRole("tabpanel", { name: "Timeline" }).getByText(word).first().waitFor();
    expect(tracesIn(folder, word)).not.toEqual([]);

    await openTab(page, "Recall");
    await page.getByRole("searchbox", { name: "What to recall" }).fill("What is the safe called?");
    await page.getByRole("button", { name: "Recall", exact: true }).click();
    await page
      .locator(".hits > li")
      .filter({ hasText: "message" })
      .locator(".record-text")
      .filter({ hasText: `The safe is called ${word}.` })
      .first()
      .click();
    await page.getByRole("button", { name: "Erase for good…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Nothing brings").waitFor();
    const go = dialog.getByRole("button", { name: "Erase for good", exact: true });
    expect(await go.getAttribute("aria-disabled")).toBe("true");
    await dialog.getByLabel("Type erase to go on").fill("erase");
    await go.click();
    await dialog.getByText("Every store has followed.").waitFor();
    expect(await dialog.getByLabel("Receipt").innerText()).not.toContain(word);
    await dialog.getByRole("button", { name: "Done" }).click();

    for (const tab of [page, second]) await expect.poll(() => tab.locator("body").innerText(), { timeout: 10_000 }).not.toContain(word);
    await second.getByText("The garden has two apple trees.").first().waitFor();
    expect(tracesIn(folder, word)).toEqual([]);
  });
});
