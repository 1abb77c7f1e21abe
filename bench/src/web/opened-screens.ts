import type { Browser, BrowserContext } from "playwright-core";
import { median, rounded } from "../engine/timing.ts";
import { addressOf, openBrowserPage, signedIn } from "./browser.ts";
import type { MeasuredChat } from "./measured-chat.ts";
import { type Screen, screens } from "./screens.ts";

/** A space with few messages and one with many, which are opened in turns. */
export interface TwoSpaces {
  readonly few: MeasuredChat;
  readonly many: MeasuredChat;
  readonly space: string;
}

export interface RatioFigures {
  readonly fewMs: number;
  readonly manyMs: number;
  readonly ratio: number;
  /** Of the fastest of each, which other programs disturbed least. */
  readonly ratioOfFastest: number;
}

/** From navigation to content, for each screen, in a fresh page each time. */
export async function openedScreens(
  browser: Browser,
  { few, many, space }: TwoSpaces,
  rounds: number,
): Promise<Readonly<Record<string, RatioFigures>>> {
  const contexts = [await signedIn(browser, few), await signedIn(browser, many)] as const;
  const times = new Map(screens.map(({ name }) => [name, { few: [] as number[], many: [] as number[] }]));
  for (let round = -1; round < rounds; round += 1)
    for (const screen of screens) {
      const shown = {
        few: await shownAfter(contexts[0], addressOf(few, space, screen.tab), screen),
        many: await shownAfter(contexts[1], addressOf(many, space, screen.tab), screen),
      };
      // The first round fills caches.
      if (round < 0) continue;
      times.get(screen.name)?.few.push(shown.few);
      times.get(screen.name)?.many.push(shown.many);
    }
  for (const context of contexts) await context.close();
  return Object.fromEntries([...times].map(([name, ms]) => [name, ratioOf(ms)]));
}

export function ratioOf({ few, many }: { readonly few: readonly number[]; readonly many: readonly number[] }): RatioFigures {
  const [fewMs, manyMs] = [median(few), median(many)];
  return {
    fewMs: rounded(fewMs),
    manyMs: rounded(manyMs),
    ratio: rounded(manyMs / fewMs),
    ratioOfFastest: rounded(Math.min(...many) / Math.min(...few)),
  };
}

async function shownAfter(context: BrowserContext, address: string, { name, content }: Screen): Promise<number> {
  const page = await openBrowserPage(context, address);
  try {
    await page.locator(content).first().waitFor({ state: "attached", timeout: 120_000 });
    return Number(await page.evaluate(`window.shownAt[${JSON.stringify(name)}]`));
  } finally {
    await page.close();
  }
}
