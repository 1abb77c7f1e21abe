import type { Browser, Page } from "playwright-core";
import { median, percentile, rounded } from "../engine/timing.ts";
import { addressOf, openBrowserPage, signedIn } from "./browser.ts";
import type { MeasuredChat } from "./measured-chat.ts";

/** Pixels of one step of the wheel, a hard one: three pages. */
const step = 2400;
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
  readonly passes: number;
  readonly progress: (text: string) => void;
}

/**
 * The wheel from the newest entry to the first. Each time the page is opened anew; the short timeline is
 * gone through several times, before the long one and after it.
 */
export async function scrolledTimeline(browser: Browser, { short, long, passes, progress }: ScrollOptions): Promise<ScrolledTimeline> {
  const shortFrames = await scrolled(browser, short, { passes, progress });
  const longFrames = await scrolled(browser, long, { passes: 1, progress });
  shortFrames.push(...(await scrolled(browser, short, { passes, progress })));
  const [few, many] = [await figuresOf(short, shortFrames), await figuresOf(long, longFrames)];
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

async function scrolled(
  browser: Browser,
  { chat, space }: Scrolled,
  { passes, progress }: Pick<ScrollOptions, "passes" | "progress">,
): Promise<number[]> {
  const context = await signedIn(browser, chat);
  const frames: number[] = [];
  for (let pass = 0; pass < passes; pass += 1) {
    const page = await openBrowserPage(context, addressOf(chat, space, "timeline"));
    await page.locator(".entries li").first().waitFor();
    const box = await page.locator(scroller).boundingBox();
    if (box === null) throw new Error("The timeline cannot be seen.");
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.evaluate(beginNoting);
    await toTheFirstEntry(page, progress);
    frames.push(...(await page.evaluate<number[]>("window.noting = false, window.frames")));
    await page.close();
  }
  await context.close();
  return frames;
}

/** Ends where the last row there is has the last place there is. */
async function toTheFirstEntry(page: Page, progress: (text: string) => void): Promise<void> {
  for (let steps = 1; ; steps += 1) {
    await page.mouse.wheel(0, step);
    if (steps % 10 === 0 && (await page.evaluate(isAtTheEnd)) === true) return;
    if (steps % 250 === 0) progress(`${steps} steps of the wheel`);
  }
}

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
