import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { openServer } from "../server/open-server.ts";
import { describeInBrowser } from "../support/browser-suite.ts";
import { builtPage } from "../support/built-page.ts";
import { cuttableWay } from "../support/cuttable-way.ts";
import { offlineBanner, openChat, send, waitForReply } from "../support/open-chat.ts";
import { pacedModel } from "../support/paced-model.ts";

const words = { first: "Your boiler was ", rest: "serviced in March." } as const;
const whole = "Your boiler was serviced in March.";

await describeInBrowser("a reply that is being written", (browser) => {
  test("is complete and there once after the page was loaded again in the middle of it", async () => {
    const model = pacedModel(words);
    const { page } = await openChat(browser(), { agent: "Assistant", server: { model } });
    await halfReply(page);
    await page.reload();
    await page.getByRole("log").getByText(words.first.trim()).waitFor();
    model.release();
    await expectWhole(page);
  });

  test("keeps its beginning when the connection is cut, and is completed without being doubled", async () => {
    const model = pacedModel(words);
    const way = await cuttableWay();
    const { page } = await openChat(browser(), {
      agent: "Assistant",
      server: { model, publicUrls: [way.base] },
      browser: { base: way.base },
      through: way,
    });
    await halfReply(page);
    way.cut();
    await page.getByText("The reply broke off.").waitFor();
    await page.getByRole("log").getByText(words.first.trim()).waitFor();
    way.mend();
    // Where the feed is back first, the page takes the reply up by itself.
    await page
      .getByRole("button", { name: "Resume" })
      .click({ timeout: 5_000 })
      .catch(() => undefined);
    await page.getByRole("button", { name: "Stop" }).waitFor();
    model.release();
    await expectWhole(page);
  });

  test("is written in a second tab at the same time", async () => {
    const model = pacedModel(words);
    const { page, newTab, base } = await openChat(browser(), { agent: "Assistant", server: { model } });
    const second = await newTab();
    await second.goto(base);
    await second.getByRole("textbox", { name: "Message" }).waitFor();
    await halfReply(page);
    await second.getByRole("log").getByText(words.first.trim()).waitFor();
    model.release();
    await Promise.all([expectWhole(page), expectWhole(second)]);
  });

  test("stops at Esc, and says so", async () => {
    const { page } = await openChat(browser(), { agent: "Assistant", server: { model: pacedModel(words) } });
    await halfReply(page);
    await page.getByRole("textbox", { name: "Message" }).press("Escape");
    await page.getByText("You stopped this reply.").waitFor();
    await page.getByRole("log").getByText(words.first.trim()).waitFor();
  });

  test("that was stopped shows its words and can be resumed after the page was loaded again, and says so when that fails", async () => {
    const model = pacedModel(words);
    const { page } = await openChat(browser(), { agent: "Assistant", server: { model } });
    await halfReply(page);
    await page.getByRole("textbox", { name: "Message" }).press("Escape");
    await page.getByText("You stopped this reply.").waitFor();
    await page.reload();
    await page.getByText("You stopped this reply.").waitFor();
    await page.getByRole("log").getByText(words.first.trim()).waitFor();
    const broken = { status: 500, json: { error: "Something went wrong inside.", code: "INTERNAL" } };
    await page.route(/\/messages$/, (route) => route.fulfill(broken), { times: 1 });
    await page.getByRole("button", { name: "Resume" }).click();
    await page.getByRole("alert").filter({ hasText: "Something went wrong inside." }).waitFor();
    model.release();
    await page.getByRole("button", { name: "Resume" }).click();
    await expectWhole(page);
  });

  test("that was stopped has no words left after the server was started anew, which the page says", async () => {
    const model = pacedModel(words);
    const { page, server, memory } = await openChat(browser(), { agent: "Assistant", server: { model } });
    await halfReply(page);
    await page.getByRole("textbox", { name: "Message" }).press("Escape");
    await page.getByText("You stopped this reply.").waitFor();
    await server.close();
    await openServer({ memory, model, port: server.port, pageFolder: await builtPage() });
    await page.reload();
    await page.getByText("You stopped the reply to this. What it had said is not kept.").waitFor();
    model.release();
    await page.getByRole("button", { name: "Resume" }).click();
    await expectWhole(page);
  });

  test("of a browser that is offline is not begun: what was typed stays, and nothing is sent until it is back", async () => {
    const { page, context } = await openChat(browser(), { agent: "Assistant" });
    await send(page, "The key hangs in the hall.");
    await waitForReply(page, 1);
    await context.setOffline(true);
    await offlineBanner(page).waitFor();
    const box = page.getByRole("textbox", { name: "Message" });
    await box.fill("Where does the key hang?");
    await box.press("Enter");
    expect(await box.inputValue()).toBe("Where does the key hang?");
    expect(await page.locator("article.said").count()).toBe(1);
    await context.setOffline(false);
    await offlineBanner(page).waitFor({ state: "detached" });
    await box.press("Enter");
    await waitForReply(page, 2);
    await page.locator("article.reply").last().getByText("The key hangs in the hall").first().waitFor();
  });
});

async function halfReply(page: Page): Promise<void> {
  await send(page, "When was my boiler serviced?");
  await page.getByRole("log").getByText(words.first.trim()).waitFor();
}

async function expectWhole(page: Page): Promise<void> {
  // A reply that was stopped looks over until the server says that it goes on.
  const text = async (): Promise<string> => (await page.locator("article.reply .markdown").allInnerTexts()).join("").trim();
  await expect.poll(text).toBe(whole);
  await waitForReply(page, 1);
  expect(await page.locator("article.reply").count()).toBe(1);
  expect(await page.locator("article.said").count()).toBe(1);
}
