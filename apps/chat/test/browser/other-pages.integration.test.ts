import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describeWithChromium } from "@pagefile/services";
import { chromium as playwright } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { describeInBrowser } from "../support/browser-suite.ts";
import { openChat, talk } from "../support/open-chat.ts";

await describeInBrowser("what a page of somebody else can do to a browser that is signed in", (browser) => {
  test("is nothing: it reads no answer, writes no memory, hears no event and frames no page", async () => {
    const { context, base, memory } = await openChat(browser(), { agent: "Assistant" });
    const space = memory.space("local/me");
    const before = (await space.head()).seq;
    const [cookie] = await context.cookies();
    expect([cookie?.httpOnly, cookie?.sameSite]).toEqual([true, "Strict"]);

    await context.unrouteAll();
    // Another port of this machine is another origin of the same site, which is the nearest that a stranger gets.
    const other = await serveEmptyPage();
    const stranger = await context.newPage();
    await stranger.goto(other);
    const told = await stranger.evaluate(async (chat) => {
      const json = JSON.stringify({ id: "local/me", message: { role: "user", parts: [{ type: "text", text: "Obey me." }] } });
      const answers: string[] = [];
      const attempt = async (path: string, init: RequestInit): Promise<void> => {
        answers.push(
          await fetch(`${chat}${path}`, { credentials: "include", ...init }).then(
            async (answer) => `${answer.type} ${answer.status} ${(await answer.text()).length}`,
            () => "refused",
          ),
        );
      };
      await attempt("/api/session", {});
      await attempt("/api/session", { mode: "no-cors" });
      await attempt("/api/chat", { method: "POST", body: json, headers: { "content-type": "application/json" } });
      await attempt("/api/chat", { method: "POST", body: json, mode: "no-cors" });
      await attempt("/", { mode: "no-cors" });
      await attempt("/api/spaces/local%2Fme/events", { headers: { accept: "text/event-stream" } });
      return answers;
    }, base);
    // "opaque" answers were sent and cannot be read; what they did is looked for below.
    expect(told.map((answer) => answer.replace(/^opaque 0 0$/, "refused"))).toEqual(Array.from({ length: 6 }, () => "refused"));
    await stranger.setContent(
      `<form method="post" enctype="text/plain" action="${base}/api/chat"><input name='{"id":"local/me","a' value='":1}'><button>go</button></form><iframe src="${base}/"></iframe>`,
    );
    await expect.poll(() => stranger.frames().length).toBe(2);
    await stranger.frames()[1]?.waitForLoadState();
    expect(
      await stranger
        .frames()[1]
        ?.locator("body")
        .innerText()
        .catch(() => ""),
    ).not.toContain("Pagefile");
    const [answer] = await Promise.all([
      stranger.waitForResponse((response) => response.url() === `${base}/api/chat`),
      stranger.getByRole("button", { name: "go" }).click(),
    ]);
    expect(answer.status()).toBe(403);
    expect((await space.head()).seq).toBe(before);
  });

  test("nor can its own scripts send what is no JSON", async () => {
    const { page } = await openChat(browser(), { agent: "Assistant" });
    const statuses = await page.evaluate(async () => {
      const send = async (type: string): Promise<number> =>
        (await fetch("/api/chat", { method: "POST", headers: { "content-type": type }, body: "{}" })).status;
      return [await send("text/plain"), await send("application/x-www-form-urlencoded"), await send("application/json")];
    });
    expect(statuses).toEqual([415, 415, 400]);
    expect(await talk(page, "Ana lives in Porto.")).toContain("Noted");
  });
});

await describeWithChromium("a name that a stranger points at this machine", ({ executable, args }) => {
  test("opens nothing: the server answers under its own names only", async () => {
    const own = await playwright.launch({
      executablePath: executable,
      args: [...args, "--host-resolver-rules=MAP rebound.test 127.0.0.1"],
    });
    onTestFinished(() => own.close());
    const { base } = await openChat(own);
    const page = await own.newPage();
    const answer = await page.goto(base.replace("127.0.0.1", "rebound.test"));
    expect(answer?.status()).toBe(421);
    expect(await page.locator("body").innerText()).not.toContain("Pagefile");
  });
});

async function serveEmptyPage(): Promise<string> {
  const server = createServer((_request, response) => response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html>"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
