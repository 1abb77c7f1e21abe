import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { openServer, openSqlite, temporaryFolder, token } from "../server/open-server.ts";
import { describeInBrowser } from "../support/browser-suite.ts";
import { builtPage } from "../support/built-page.ts";
import { begin, offlineBanner, openChat, send, talk, waitForReply } from "../support/open-chat.ts";
import { phone, visit } from "../support/visitor.ts";

const order = "Open a ticket: my Kestrel is loud although I descaled the pump.";

const card = (page: Page) => page.getByRole("region", { name: "May I? Open ticket" });
const row = (page: Page) => page.locator("details.row").filter({ hasText: "Open ticket" });
const allow = (page: Page) => card(page).getByRole("button", { name: "Allow" });
// What the agent says stands in the conversation and, as soon as it is kept, in the panels too.
const said = (page: Page, words: string) => page.locator("article.reply").getByText(words).filter({ visible: true }).first();
const answer = (page: Page) => said(page, "Ticket 1 is open.");
const refuse = (page: Page) => card(page).getByRole("button", { name: "Refuse" });

/** A customer of the support agent who has ordered a ticket, which waits. */
async function waiting(browser: Parameters<typeof openChat>[0], options: Parameters<typeof openChat>[1] = {}) {
  const data = temporaryFolder();
  const chat = await openChat(browser, { ...options, agent: "Support", server: { data, extract: "off", ...options.server } });
  await send(chat.page, order);
  await card(chat.page).waitFor();
  return { ...chat, tickets: ticketsIn(data) };
}

function ticketsIn(data: string): () => readonly string[] {
  const file = join(data, "support", "tickets.jsonl");
  return () => (existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : []);
}

await describeInBrowser("a call that waits for a word", (browser) => {
  test("says what it would do and what it rests on, runs once it is allowed, and shows that it was", async () => {
    const { page, tickets, violations } = await waiting(browser());
    const words = await card(page).innerText();
    expect(words).toContain("open_ticket acts outside this memory, and this call rests on");
    expect(words).toContain("my Kestrel is loud although I descaled the pump.");
    expect(await page.locator(".composer-hint").innerText()).toBe("A call waits for your word. Another message refuses it.");
    expect(tickets()).toEqual([]);

    await card(page).locator(".record-text").first().click();
    await page.locator(".record-screen .says").waitFor();
    expect(await page.getByRole("heading", { name: /^Passage: / }).count()).toBe(1);
    expect(await page.locator(".record-screen").getByRole("button", { name: "Forget" }).getAttribute("aria-disabled")).toBe("true");

    await allow(page).click();
    await answer(page).waitFor();
    expect(await waitForReply(page, 1)).toContain("allowed");
    expect(await card(page).count()).toBe(0);
    expect(await row(page).count()).toBe(1);
    expect(await page.locator("article.said").count()).toBe(1);
    expect(tickets()).toHaveLength(1);
    await page.reload();
    await row(page).getByText("allowed").waitFor();
    expect(violations).toEqual([]);
  });

  test("is not run where it is refused, of which the agent hears why", async () => {
    const { page, tickets, memory } = await waiting(browser());
    await card(page).getByRole("textbox", { name: "A word to the agent, if you refuse" }).fill("It is quiet again.");
    await refuse(page).click();
    await said(page, "All right, I did not do it.").waitFor();
    await row(page).getByText("refused").waitFor();
    expect(await card(page).count()).toBe(0);
    expect(tickets()).toEqual([]);
    const { items } = await memory.space("local/support").list({ kind: "message" });
    expect(JSON.stringify(items)).toContain("The user says: It is quiet again.");
    await page.reload();
    await row(page).getByText("refused").waitFor();
  });

  test("is refused by another message", async () => {
    const { page, tickets } = await waiting(browser());
    await talk(page, "What does E4 mean?");
    await row(page).getByText("refused").waitFor();
    expect(await card(page).count()).toBe(0);
    expect(tickets()).toEqual([]);
  });

  test("waits over a reload, and in every tab, each of which sees what another decides", async () => {
    const { page, tickets, newTab, url } = await waiting(browser());
    await page.reload();
    await card(page).waitFor();
    const other = await newTab();
    await other.goto(url);
    await card(other).waitFor();
    await allow(other).click();
    for (const tab of [other, page]) {
      await answer(tab).waitFor();
      await row(tab).getByText("allowed").waitFor();
      await expect.poll(() => card(tab).count()).toBe(0);
      expect(await tab.locator("article.reply").count()).toBe(1);
    }
    expect(tickets()).toHaveLength(1);
  });

  test("is decided once, whatever two people press at the same moment", async () => {
    const { page, tickets, server } = await waiting(browser());
    const { agent } = await server.agentOf("local/support");
    const [{ id } = { id: "" }] = await agent.confirmations();
    // The page has read what there is, and does not hear of what comes before it has pressed.
    await said(page, "Memory was searched").waitFor();
    const pressed = Promise.withResolvers<void>();
    await page.route(/\/messages$/, (route) => pressed.promise.then(() => route.continue()));
    await agent.decide(id, { approved: false });
    await allow(page).click();
    await page.getByText("This call does not wait any more").first().waitFor();
    pressed.resolve();
    await expect.poll(() => card(page).count()).toBe(0);
    expect(tickets()).toEqual([]);
  });

  test("waits over a restart of the server, and in the meantime nothing can be pressed", async () => {
    const memory = openSqlite();
    const data = temporaryFolder();
    const tickets = ticketsIn(data);
    const options = { memory, data, extract: "off", pageFolder: await builtPage() } as const;
    const first = await openServer(options);
    const { page } = await visit(browser(), { base: first.base });
    await page.goto(`${first.base}/#t=${token}`);
    await begin(page, "Support");
    await send(page, order);
    await card(page).waitFor();
    await first.server.close();
    await offlineBanner(page).waitFor();
    expect(await allow(page).getAttribute("aria-disabled")).toBe("true");
    await allow(page).dispatchEvent("click");
    await openServer({ ...options, port: first.server.port });
    await offlineBanner(page).waitFor({ state: "detached" });
    await expect.poll(() => allow(page).getAttribute("aria-disabled")).toBe(null);
    expect(tickets()).toEqual([]);
    await allow(page).click();
    await answer(page).waitFor();
    expect(tickets()).toHaveLength(1);
  });

  test("is decided with the keyboard alone, and the focus stays near", async () => {
    const { page, tickets } = await waiting(browser());
    await page.getByRole("textbox", { name: "Message" }).focus();
    await tabBackTo(page, "Refuse");
    await tabBackTo(page, "Allow");
    await page.keyboard.press("Enter");
    await answer(page).waitFor();
    expect(tickets()).toHaveLength(1);
    await expect.poll(() => page.evaluate("document.activeElement?.getAttribute('role')")).toBe("log");
  });

  test("keeps what is written to it while the page is brought in line with memory", async () => {
    const { page } = await openChat(browser(), { agent: "Support", server: { data: temporaryFolder(), extract: "off" } });
    await send(page, order);
    const note = card(page).getByRole("textbox", { name: "A word to the agent, if you refuse" });
    await note.fill("It is quiet again.");
    await said(page, "Memory was searched").waitFor();
    expect(await note.inputValue()).toBe("It is quiet again.");
    await refuse(page).click();
    await said(page, "All right, I did not do it.").waitFor();
  });

  test("fits a phone, with targets of 40 pixels", async () => {
    const { page } = await waiting(browser(), { browser: { viewport: phone, isMobile: true, hasTouch: true } });
    for (const button of [allow(page), refuse(page)]) expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(40);
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    expect(await card(page).evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
    const cause = card(page).locator(".record-line").first();
    expect((await cause.boundingBox())?.height).toBeGreaterThanOrEqual(40);
    await cause.click({ position: { x: 60, y: 34 } });
    await page.locator(".record-screen .says").waitFor();
  });
});

async function tabBackTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    if (
      await card(page)
        .getByRole("button", { name })
        .evaluate((button) => button.matches(":focus-visible"))
    )
      return;
    await page.keyboard.press("Shift+Tab");
  }
  throw new Error(`${name} is not reached.`);
}
