import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { obtainChromium } from "@pagefile/services/programs";
import { type Screen, screens } from "./screens.ts";
import type { MeasuredChat } from "./measured-chat.ts";

/** @throws Error that says how to get a browser */
export async function openBrowser(): Promise<Browser> {
  const { executable, args } = await obtainChromium();
  return chromium.launch({ executablePath: executable, args: [...args] });
}

/** A signed-in browser whose pages note when each screen first has its content, and how long tasks took. */
export async function signedIn(browser: Browser, chat: MeasuredChat): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
  await context.addInitScript(noting(screens));
  const page = await context.newPage();
  await page.goto(chat.server.url);
  await page.locator(".space-frame").waitFor();
  await page.close();
  return context;
}

export async function openBrowserPage(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

/** The address of a tab of the memory. */
export function addressOf(chat: MeasuredChat, space: string, tab: string): string {
  return `${chat.base}/#/${encodeURIComponent(space)}/${tab}`;
}

/** Code of the page, which no type of this program knows. */
function noting(wanted: readonly Screen[]): string {
  return `
    const contents = ${JSON.stringify(wanted.map(({ name, content }) => [name, content]))};
    window.shownAt = {};
    window.longestTask = 0;
    const look = () => {
      for (const [name, content] of contents)
        if (window.shownAt[name] === undefined && document.querySelector(content)) window.shownAt[name] = performance.now();
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longestTask = Math.max(window.longestTask, duration);
    }).observe({ type: "longtask", buffered: true });
  `;
}
