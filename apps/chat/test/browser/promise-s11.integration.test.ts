import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { marked } from "marked";
import type { Browser } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { openSqlite, openServer, token } from "../server/open-server.ts";
import { describeInBrowser } from "../support/browser-suite.ts";
import { builtPage } from "../support/built-page.ts";
import { hostilePayloads, marker } from "../support/hostile-payloads.ts";
import { type Hostile, hostileAgents, hostileModel, plantHostile, talkHostile, windowTokens } from "../support/hostile-space.ts";
import { type HostilePlace, walkEverywhere } from "../support/hostile-walk.ts";
import { visit } from "../support/visitor.ts";

const full = process.env["PAGEFILE_PROMISE_SCALE"] === "full";
const all = Object.values(hostilePayloads);
/** One by one at full size; else all of them in one text, and the one with a handler in names. */
const rounds: readonly Hostile[] = full
  ? all.map((payload) => ({ text: `${marker} ${payload}`, label: oneLine(`${marker} ${payload}`) }))
  : [{ text: `${marker} ${all.join("\n\n")}`, label: `${marker} ${hostilePayloads["an event handler"] ?? ""}` }];

await describeInBrowser("hostile text in a browser", (browser) => {
  test(`S11: ${all.length} payloads run no script and ask nobody, wherever text appears`, { timeout: 3_600_000 }, async () => {
    let seen: readonly HostilePlace[] = [];
    for (const hostile of rounds) {
      const { places, found } = await showEverywhere(browser(), hostile);
      expect({ payload: hostile.label, ...found }).toEqual({
        payload: hostile.label,
        outside: [],
        violations: [],
        pwned: null,
        left: false,
      });
      expect(places.filter((place) => !place.seen)).toEqual([]);
      seen = places;
    }
    process.stderr.write(`S11: 0 scripts, 0 requests and 0 violations with ${all.length} payloads in ${seen.length} places\n`);
  });

  test("is seen where a page without protection shows the same payloads", async () => {
    for (const [name, payload] of Object.entries(hostilePayloads)) {
      const base = await serveUnprotected(await marked.parse(payload));
      const { page, outside } = await visit(browser(), { base });
      await page.goto(base);
      // What waits for a click gets one.
      await page.evaluate("document.querySelectorAll('a, button').forEach((one) => one.click())").catch(() => undefined);
      const pwned = () => page.evaluate("window.__pwned ?? null").catch(() => null);
      if (name === "a script") {
        await page.waitForLoadState("networkidle");
        expect([await pwned(), outside], `${name} does nothing even there`).toEqual([null, []]);
      } else if (payload.includes("__pwned")) await expect.poll(pwned, { message: `${name} runs a script` }).toBe(1);
      else await expect.poll(() => outside.length, { message: `${name} asks an address outside` }).toBeGreaterThan(0);
    }
  });
});

async function showEverywhere(browser: Browser, hostile: Hostile) {
  const memory = openSqlite();
  const options = {
    memory,
    model: hostileModel(hostile),
    agents: await hostileAgents(hostile),
    pageFolder: await builtPage(),
    windowTokens,
  };
  const { server, base } = await openServer(options);
  const visitor = await visit(browser, { base });
  const { page, outside, violations } = visitor;
  await page.goto(`${base}/#t=${token}`);
  await page.getByRole("button", { name: "Start", exact: false }).first().click();
  await page.getByRole("textbox", { name: "Message" }).waitFor();
  const ids = await plantHostile(memory, hostile);
  await talkHostile(server, hostile);
  const places = await walkEverywhere(page, ids);
  const pwned: unknown = await page.evaluate("window.__pwned ?? null");
  return { places, found: { outside, violations, pwned, left: !page.url().startsWith(base) } };
}

/** What many chats do: HTML of Markdown put into the page. An inserted script element does not run even there. */
async function serveUnprotected(html: string): Promise<string> {
  const text = JSON.stringify(html).replaceAll("<", "\\u003c");
  const page = `<!doctype html><title>x</title><div id="here"></div><script>document.getElementById("here").innerHTML = ${text}</script>`;
  const server = createServer((_request, response) => response.writeHead(200, { "content-type": "text/html" }).end(page));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}
