import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import type { ReadyChromium } from "@pagefile/services";
import { onTestFinished } from "vitest";

export const desktop = { width: 1440, height: 900 } as const;
export const phone = { width: 390, height: 844 } as const;

/** Somebody with a browser of their own, whose every request and complaint is seen. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Requests to anything but the server. They are stopped. */
  readonly outside: readonly string[];
  /** What the browser refused under the page's policy, and errors that no script caught. */
  readonly violations: readonly string[];
  /** One more tab of the same browser. */
  newTab(): Promise<Page>;
}

export interface VisitOptions extends BrowserContextOptions {
  /** Where the page is; nothing else may be asked. */
  readonly base: string;
}

export function launch({ executable, args }: ReadyChromium): Promise<Browser> {
  return chromium.launch({ executablePath: executable, args: [...args] });
}

/** Opens a context that is closed with the test. */
export async function visit(browser: Browser, { base, ...options }: VisitOptions): Promise<Visitor> {
  const context = await browser.newContext({ viewport: desktop, locale: "en-GB", timezoneId: "UTC", reducedMotion: "reduce", ...options });
  onTestFinished(() => context.close());
  context.setDefaultTimeout(20_000);
  const outside: string[] = [];
  const violations: string[] = [];
  await context.route(
    (url) => url.origin !== base,
    (route) => {
      outside.push(route.request().url());
      return route.abort();
    },
  );
  await context.routeWebSocket(/.*/, (socket) => void outside.push(socket.url()));
  context.on("page", (page) => {
    // What a navigation away or a prefetch would ask for is seen here too.
    page.on("request", (request) => new URL(request.url()).origin === base || outside.push(request.url()));
    page.on("pageerror", (error) => violations.push(error.message));
    page.on("console", (message) => isViolation(message.text()) && violations.push(message.text()));
  });
  return { context, page: await context.newPage(), outside, violations, newTab: () => context.newPage() };
}

function isViolation(text: string): boolean {
  return /content security policy|trusted ?types?|trusted(html|script)/i.test(text);
}
