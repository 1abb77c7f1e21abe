import { join } from "node:path";
import { expect, test } from "vitest";
import { openServer, openSqlite, temporaryFolder } from "../server/open-server.ts";
import { describeInBrowser } from "../support/browser-suite.ts";
import { builtPage } from "../support/built-page.ts";
import { offlineBanner, openChat, openTab, talk, waitForReply } from "../support/open-chat.ts";

await describeInBrowser("a visit", (browser) => {
  test("leads from the address that was printed to a question answered from memory, and asks nobody else", async () => {
    const { page, outside, violations } = await openChat(browser(), { agent: "Assistant" });
    expect(page.url()).not.toContain("t=");
    await page.getByRole("button", { name: "My sister Ana lives in Porto" }).click();
    await waitForReply(page, 1);
    await expect.poll(() => page.getByRole("textbox", { name: "human" }).inputValue()).toContain("My sister Ana lives in Porto");
    expect(await talk(page, "Where does my sister live?")).toContain("“My sister Ana lives in Porto");
    await page.getByRole("button", { name: "Why did you say that?" }).last().click();
    await page.getByText("What was recalled when the agent answered").waitFor();
    await page.locator(".hits > li").first().waitFor();
    expect([...outside, ...violations]).toEqual([]);
  });

  test("without the token finds a locked door and where the key is", async () => {
    const { page, url } = await openChat(browser(), { locked: true });
    await page.getByRole("heading", { name: "This memory is locked" }).waitFor();
    await page.getByLabel("Address or token").fill("a-token-that-is-not-the-one");
    await page.getByRole("button", { name: "Unlock" }).click();
    await page.getByRole("alert").waitFor();
    await page.getByLabel("Address or token").fill(url);
    await page.getByRole("button", { name: "Unlock" }).click();
    await page.getByRole("button", { name: "Start Assistant" }).waitFor();
  });

  test("to a server that was started again finds everything that was said, and goes on", async () => {
    const file = join(temporaryFolder(), "memory.db");
    const memory = openSqlite(file);
    const { page, server, base } = await openChat(browser(), { agent: "Assistant", server: { memory } });
    await talk(page, "The boiler was serviced on 3 March by Nuno.");
    await server.close();
    await memory.close();
    await offlineBanner(page).waitFor();
    await page.getByText("Not connected: nothing can be changed").first().waitFor();
    await openServer({ memory: openSqlite(file), port: Number(new URL(base).port), pageFolder: await builtPage() });
    await page.getByText("1 store in step").waitFor();
    await page.reload();
    await page.getByRole("log").getByText("The boiler was serviced on 3 March by Nuno.").first().waitFor();
    expect(await talk(page, "Who serviced the boiler?")).toContain("Nuno");
    await openTab(page, "Timeline");
    await page.getByRole("tabpanel", { name: "Timeline" }).getByText("Who serviced the boiler?").first().waitFor();
  });
});
