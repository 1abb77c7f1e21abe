import type { Browser, BrowserContext, Page } from "playwright-core";
import { median, percentile, rounded } from "../engine/timing.ts";
import { addressOf, openBrowserPage, signedIn } from "./browser.ts";
import type { MeasuredChat } from "./measured-chat.ts";

/** Pixels of one step of the wheel, harder than anybody turns it: seven pages. */
const step = 6000;
const stepsOfStretch = 100;
const scroller = ".inspector-panel:has(.entries)";

export interface ScrollFigures {
  readonly entries: number;
  readonly frames: number;
  readonly medianFrameMs: number;
  readonly p95FrameMs: number;
  readonly longestFrameMs: number;
  readonly framesOver50Ms: number;
  readonly shareOver50Ms: number;
}

export interface ScrolledTimeline {
  readonly short: ScrollFigures;
  readonly long: ScrollFigures;
  readonly ratio: { readonly medianFrame: number; readonly p95Frame: number };
}

export interface Scrolled {
  readonly chat: MeasuredChat;
  readonly space: string;
}

export interface ScrollOptions {
  readonly short: Scrolled;
  readonly long: Scrolled;
  readonly progress: (text: string) => void;
}

/**
 * The wheel from the newest entry to the first. The long timeline is gone through in stretches, and before each the short one
 * as a whole in a page of its own, so that both see the same machine.
 */
export async function scrolledTimeline(browser: Browser, { short, long, progress }: ScrollOptions): Promise<ScrolledTimeline> {
  const contexts = { short: await signedIn(browser, short.chat), long: await signedIn(browser, long.chat) };
  const frames = { short: [] as number[], long: [] as number[] };
  const longPage = await opened(contexts.long, long);
  for (let stretches = 1, done = false; !done; stretches += 1) {
    const shortPage = await opened(contexts.short, short);
    while (!(await scrolled(shortPage, frames.short)));
    await shortPage.close();
    done = await scrolled(longPage, frames.long);
    progress(`${stretches * stepsOfStretch} steps of the wheel`);
  }
  for (const context of Object.values(contexts)) await context.close();
  const [few, many] = [await figuresOf(short, frames.short), await figuresOf(long, frames.long)];
  const ratio = { medianFrame: rounded(many.medianFrameMs / few.medianFrameMs), p95Frame: rounded(many.p95FrameMs / few.p95FrameMs) };
  return { short: few, long: many, ratio };
}

async function figuresOf({ chat, space }: Scrolled, frames: readonly number[]): Promise<ScrollFigures> {
  const over = frames.filter((ms) => ms > 50).length;
  return {
    entries: (await chat.memory.space(space).timeline({ limit: 1 })).head.seq,
    frames: frames.length,
    medianFrameMs: rounded(median(frames)),
    p95FrameMs: rounded(percentile(frames, 0.95)),
    longestFrameMs: rounded(Math.max(...frames)),
    framesOver50Ms: over,
    shareOver50Ms: rounded(over / frames.length, 4),
  };
}

async function opened(context: BrowserContext, { chat, space }: Scrolled): Promise<Page> {
  const page = await openBrowserPage(context, addressOf(chat, space, "timeline"));
  await page.locator(".entries li").first().waitFor();
  const box = await page.locator(scroller).boundingBox();
  if (box === null) throw new Error("The timeline cannot be seen.");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  return page;
}

/** One stretch down; the times between its frames are added. True at the first entry. */
async function scrolled(page: Page, frames: number[]): Promise<boolean> {
  await page.bringToFront();
  await page.evaluate(beginNoting);
  let done = false;
  for (let steps = 1; steps <= stepsOfStretch && !done; steps += 1) {
    await page.mouse.wheel(0, step);
    done = steps % 10 === 0 && (await page.evaluate(isAtTheEnd)) === true;
  }
  frames.push(...(await page.evaluate<number[]>("window.noting = false, window.frames")));
  return done;
}

/** The last row there is has the last place there is, and can be seen. */
const isAtTheEnd = `(() => {
  const panel = document.querySelector(${JSON.stringify(scroller)});
  const last = document.querySelector(".entries li:last-child");
  const whole = last !== null && last.ariaSetSize !== "-1" && last.ariaPosInSet === last.ariaSetSize;
  return whole && panel.scrollTop + panel.clientHeight >= panel.scrollHeight - 2;
})()`;

/** Notes the time between frames. */
const beginNoting = `(() => {
  window.frames = [];
  window.noting = true;
  let before;
  const frame = (at) => {
    if (before !== undefined) window.frames.push(at - before);
    before = at;
    if (window.noting) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})()`;
