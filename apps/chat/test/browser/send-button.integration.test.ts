import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { describeInBrowser } from "../support/browser-suite.ts";
import { openChat } from "../support/open-chat.ts";
import { pacedModel } from "../support/paced-model.ts";

const words = { first: "Your boiler was ", rest: "serviced in March." } as const;
const stopped = "You stopped this reply.";

await describeInBrowser("the button that sends", (browser) => {
  test("stops nothing with a press that began before the agent spoke by itself, and keeps the words and the focus", async () => {
    const model = pacedModel(words);
    const { page, server } = await openChat(browser(), { agent: "Assistant", server: { model } });
    const agent = await server.agentOf("local/me");
    const box = page.getByRole("textbox", { name: "Message" });
    await box.fill("When was my boiler serviced?");
    const { x, y } = await middleOfSend(page);
    await page.mouse.move(x, y);
    await page.mouse.down();
    agent.start("Summarise boiler.pdf.", { by: "import" });
    const stop = page.getByRole("button", { name: "Stop" });
    await stop.waitFor();
    expect(await stop.evaluate((button) => button.matches(":focus"))).toBe(true);
    await page.mouse.up();
    await page.getByRole("log").getByText(words.first.trim()).waitFor();
    model.release();
    await page.getByRole("log").getByText(words.rest).waitFor();
    expect([await page.getByText(stopped).count(), await box.inputValue()]).toEqual([0, "When was my boiler serviced?"]);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.up();
    await page.locator("article.said").filter({ hasText: "When was my boiler serviced?" }).waitFor();
  });

  test("sends once and stops nothing when it is pressed twice at once, and stops when it is pressed later", async () => {
    const { page } = await openChat(browser(), { agent: "Assistant", server: { model: pacedModel(words) } });
    await page.getByRole("textbox", { name: "Message" }).fill("When was my boiler serviced?");
    const { x, y } = await middleOfSend(page);
    await page.mouse.dblclick(x, y);
    await page.getByRole("log").getByText(words.first.trim()).waitFor();
    await page.waitForTimeout(700);
    expect([await page.getByText(stopped).count(), await page.locator("article.said").count()]).toEqual([0, 1]);
    await page.mouse.click(x, y);
    await page.getByText(stopped).waitFor();
  });

  test("loses no words that were sent while the page had yet to hear that the agent speaks", async () => {
    const model = pacedModel(words);
    const { page, server } = await openChat(browser(), { agent: "Assistant", server: { model } });
    const heard = Promise.withResolvers<void>();
    const sent = Promise.withResolvers<void>();
    await page.route("**/stream", (route) => heard.promise.then(() => route.continue()));
    await page.route("**/api/chat", (route) => sent.promise.then(() => route.continue()));
    (await server.agentOf("local/me")).start("Summarise boiler.pdf.", { by: "import" });
    await page.getByRole("log").getByText("Summarise boiler.pdf.").waitFor();
    const box = page.getByRole("textbox", { name: "Message" });
    await box.fill("When was my boiler serviced?");
    await box.press("Enter");
    heard.resolve();
    await page.getByRole("log").getByText(words.first.trim()).waitFor();
    const refusal = page.waitForResponse((response) => response.status() === 409);
    sent.resolve();
    await refusal;
    model.release();
    await page.getByRole("log").getByText(words.rest).waitFor();
    // They are back in the box, or offered to be sent again.
    const again = page.getByRole("button", { name: "Send again" });
    await expect.poll(async () => (await again.count()) > 0 || (await box.inputValue()) === "When was my boiler serviced?").toBe(true);
  });
});

async function middleOfSend(page: Page): Promise<{ readonly x: number; readonly y: number }> {
  const box = await page.getByRole("button", { name: "Send", exact: true }).boundingBox();
  if (box === null) throw new Error("The button is not to be seen.");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
