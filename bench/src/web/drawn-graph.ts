import type { Browser } from "playwright-core";
import { median, rounded } from "../engine/timing.ts";
import { addressOf, openBrowserPage, signedIn } from "./browser.ts";
import type { MeasuredChat } from "./measured-chat.ts";

export interface GraphFigures {
  readonly nodes: number;
  /** From navigation to the drawing with its nodes in place. */
  readonly settledMs: number;
  /** The longest task of the page until then; 0 where none took 50 ms. */
  readonly longestTaskMs: number;
}

export interface DrawnGraph {
  readonly small: GraphFigures;
  readonly large: GraphFigures;
  /** Of the longest tasks only where the small graph has one. */
  readonly ratio: { readonly settled: number; readonly longestTask?: number };
}

export interface GraphSpace {
  readonly space: string;
  readonly nodes: number;
}

export interface GraphOptions {
  readonly small: GraphSpace;
  readonly large: GraphSpace;
  readonly rounds: number;
}

/** A small and a large graph opened in turns, each time in a fresh page. */
export async function drawnGraph(browser: Browser, chat: MeasuredChat, { small, large, rounds }: GraphOptions): Promise<DrawnGraph> {
  const context = await signedIn(browser, chat);
  const open = async ({ space, nodes }: GraphSpace): Promise<Omit<GraphFigures, "nodes">> => {
    const page = await openBrowserPage(context, addressOf(chat, space, "graph"));
    await page
      .locator(".drawing svg circle.node")
      .nth(nodes - 1)
      .waitFor({ state: "attached", timeout: 120_000 });
    const [settledMs, longestTaskMs] = await page.evaluate<[number, number]>("[window.shownAt.graph, window.longestTask]");
    await page.close();
    return { settledMs, longestTaskMs };
  };
  const seen = { small: [await open(small)], large: [await open(large)] };
  for (let round = 0; round < rounds; round += 1) {
    seen.small.push(await open(small));
    seen.large.push(await open(large));
  }
  await context.close();
  const figures = (nodes: number, [, ...opened]: readonly Omit<GraphFigures, "nodes">[]): GraphFigures => ({
    nodes,
    settledMs: rounded(median(opened.map(({ settledMs }) => settledMs))),
    longestTaskMs: rounded(median(opened.map(({ longestTaskMs }) => longestTaskMs))),
  });
  const [few, many] = [figures(small.nodes, seen.small), figures(large.nodes, seen.large)];
  const longestTask = few.longestTaskMs === 0 ? {} : { longestTask: rounded(many.longestTaskMs / few.longestTaskMs) };
  return { small: few, large: many, ratio: { settled: rounded(many.settledMs / few.settledMs), ...longestTask } };
}
