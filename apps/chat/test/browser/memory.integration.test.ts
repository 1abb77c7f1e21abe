import { expect, test } from "vitest";
import { describeInBrowser } from "../support/browser-suite.ts";
import { openChat, openTab, talk } from "../support/open-chat.ts";

await describeInBrowser("memory beside the chat", (browser) => {
  test("shows the oldest messages leave a small window and a summary form, and still finds them", async () => {
    const { page } = await openChat(browser(), { agent: "Assistant", server: { windowTokens: 2048 } });
    const told = [
      "Ana lives in Porto.",
      "The boiler is in the cellar.",
      "Nuno mends bicycles.",
      "Rita plays the cello.",
      "The cat is called Pixel.",
    ];
    const paged = page.getByText(/Paged out \d+ messages?; still found by search/);
    for (let round = 0; round < 20 && (await paged.count()) === 0; round += 1)
      await talk(page, `${told[round % told.length]} This is note number ${round}, and it goes on for a while so that the window fills.`);
    await paged.first().waitFor();
    await page
      .getByText(/The summary now has \d+ tokens?/)
      .first()
      .waitFor();
    await page.getByRole("button", { name: "Look" }).first().click();
    const context = page.getByRole("tabpanel", { name: "Context" });
    await context.getByRole("heading", { name: "Summary" }).waitFor();
    await expect.poll(() => context.innerText()).not.toContain("nothing was paged out yet");
    expect(await talk(page, "Where does Ana live?")).toContain("Porto");
  });

  test("shows both texts and the difference when two tabs edit one block, and loses neither", async () => {
    const { page, newTab, base, memory } = await openChat(browser(), { agent: "Assistant" });
    const second = await newTab();
    await second.goto(base);
    const [mine, theirs] = [page, second].map((tab) => tab.getByRole("textbox", { name: "plans" }));
    if (mine === undefined || theirs === undefined) throw new TypeError("There are two tabs.");
    await mine.fill("Dentist on Monday.");
    await theirs.fill("Train to Porto on Friday.");
    await theirs.press("Control+s");
    const conflict = page.getByRole("alert").filter({ hasText: "Changed meanwhile by user" });
    await conflict.waitFor();
    expect(await mine.inputValue()).toBe("Dentist on Monday.");
    expect(await conflict.innerText()).toContain("Train to Porto on Friday.");
    expect((await conflict.locator("ins").allInnerTexts()).join(" ")).toContain("Dentist");
    await conflict.getByRole("button", { name: "Edit both together" }).click();
    expect(await mine.inputValue()).toBe("Train to Porto on Friday.\nDentist on Monday.");
    const marks = page.locator(".merge-lines > span");
    expect(await marks.evaluateAll((lines) => lines.map((line) => line.getAttribute("data-mark")))).toEqual(["theirs", "mine"]);
    await page.getByText("Line 1 is theirs. Line 2 is yours.").waitFor({ state: "attached" });
    await mine.fill("Train to Porto on Friday.\nDentist on Monday, before the train.");
    await page.getByText("Line 1 is theirs. Line 2 is of both, or new.").waitFor({ state: "attached" });
    await mine.press("Control+s");
    await expect.poll(() => theirs.inputValue()).toBe("Train to Porto on Friday.\nDentist on Monday, before the train.");
    expect(await page.locator(".merge-editor").count()).toBe(0);
    const block = await memory.space("local/me").get({ kind: "block", collection: "core", key: "plans" });
    expect(block?.version).toBe(3);
  });

  test("says of a block that it rests on little trust, until a person vouches for it", async () => {
    const { page, memory } = await openChat(browser(), { agent: "Assistant" });
    const ref = { kind: "block", collection: "core", key: "human" } as const;
    const origin = { channel: "agent", trust: "untrusted" } as const;
    await memory.space("local/me").update(ref, { text: "Has a Kestrel." }, { origin });
    const vouch = page.getByRole("button", { name: "I vouch for it (human)" });
    await vouch.click();
    await vouch.waitFor({ state: "detached" });
    expect(await page.getByRole("textbox", { name: "human" }).inputValue()).toBe("Has a Kestrel.");
    expect((await memory.space("local/me").get(ref))?.origin).toMatchObject({ channel: "user", trust: "user" });
  });

  test("takes a correction back where it was made and in the timeline, showing what comes back first", async () => {
    const { page } = await openChat(browser(), { agent: "Assistant" });
    await talk(page, "The spare key is with Rita.");
    await openTab(page, "Recall");
    await page.getByRole("searchbox", { name: "What to recall" }).fill("Who has the spare key?");
    await page.getByRole("button", { name: "Recall", exact: true }).click();
    await page.locator(".hits .record-text").first().click();
    const story = page.locator("article.record-screen");
    await story.getByRole("button", { name: "Correct it" }).click();
    await story.getByRole("textbox", { name: "The corrected text" }).fill("The spare key is with Nuno.");
    await story.getByRole("button", { name: "Save" }).click();
    await page.locator(".notice").getByText("Corrected.").waitFor();
    await story.locator(".says").getByText("The spare key is with Nuno.").waitFor();
    await page.locator(".notice").getByRole("button", { name: "Undo" }).click();
    await story.locator(".says").getByText("The spare key is with Rita.").waitFor();

    await story.getByRole("button", { name: "Forget" }).click();
    await story.getByText("It is not recalled and not shown.").waitFor();
    await story.getByRole("button", { name: "Back", exact: true }).click();
    await openTab(page, "Timeline");
    await page.locator(".entry-line").first().click();
    await page.locator(".entry-actions").getByRole("button", { name: "Undo…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("The spare key is with Rita.").waitFor();
    await dialog.getByRole("button", { name: /^Undo entry/ }).click();
    await dialog.getByText("Taken back").waitFor();
    await dialog.getByRole("button", { name: "Close" }).click();
    await page.getByRole("log").getByText("The spare key is with Rita.").first().waitFor();
  });

  test("says before an undo which fact opens again", async () => {
    const { page, memory } = await openChat(browser(), { agent: "Assistant" });
    const { graph } = memory.space("local/me");
    await graph.addFact({ subject: "Ana", predicate: "lives_in", object: "Lisbon" });
    await graph.addFact({ subject: "Ana", predicate: "lives_in", object: "Porto" });
    await openTab(page, "Timeline");
    await page.locator(".entry-line").filter({ hasText: "Ana lives in Porto" }).first().click();
    await page.locator(".entry-actions").getByRole("button", { name: "Undo…" }).click();
    const change = page.getByRole("dialog").getByRole("listitem");
    await change.filter({ hasText: "Goes" }).getByText("Ana lives in Porto").waitFor();
    await change.filter({ hasText: "Holds again" }).getByText("Ana lives in Lisbon").waitFor();
    expect((await graph.facts("Ana")).map(({ text }) => text)).toHaveLength(2);
    await page.getByRole("button", { name: /^Undo entry/ }).click();
    await change.filter({ hasText: "Holds again" }).getByText("Ana lives in Lisbon").waitFor();
    await page.getByRole("dialog").getByText("Taken back").waitFor();
    expect((await graph.facts("Ana")).map(({ text, validTo }) => [text, validTo])).toEqual([["Ana lives in Lisbon", undefined]]);
  });

  test("goes back to what it was at an entry, in every panel and the chat, and returns", async () => {
    const { page } = await openChat(browser(), { agent: "Assistant" });
    await talk(page, "My dentist is Dr Costa.");
    await openTab(page, "Timeline");
    await talk(page, "My lawyer is Dr Pinto.");
    await page.locator(".entry-line").filter({ hasText: "Noted" }).filter({ hasText: "Dr Costa" }).click();
    const broken = { status: 500, json: { error: "Something went wrong inside.", code: "INTERNAL" } };
    await page.route(/\/messages\?at=/, (route) => route.fulfill(broken), { times: 1 });
    await page.getByRole("button", { name: "See memory as of here" }).click();
    await page.locator(".banners").getByText("Memory as of").waitFor();
    const then = page.getByRole("log", { name: "Messages of then" });
    await then.getByRole("button", { name: "Retry" }).click();
    await then.getByText("My dentist is Dr Costa.").first().waitFor();
    expect(await then.innerText()).not.toContain("Dr Pinto");
    await openTab(page, "Context");
    const context = page.getByRole("tabpanel", { name: "Context" });
    await context.getByRole("textbox", { name: "human" }).waitFor();
    expect(await context.getByRole("textbox", { name: "human" }).inputValue()).not.toContain("Pinto");
    await page.getByText("This is memory as of entry").first().waitFor();
    await page.getByRole("button", { name: "Back to now" }).click();
    await page.getByRole("log", { name: "Messages", exact: true }).getByText("My lawyer is Dr Pinto.").first().waitFor();
  });
});
