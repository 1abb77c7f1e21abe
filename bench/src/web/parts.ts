import type { ChatModel } from "@pagefile/core/contracts";
import { type DrawnGraph, drawnGraph } from "./drawn-graph.ts";
import { openBrowser } from "./browser.ts";
import { addGraph, fillSpace } from "./fill-space.ts";
import { firstByte, type FirstByteFigures } from "./first-byte.ts";
import { quickModel } from "./instant-model.ts";
import { type ManyTabs, manyTabs } from "./many-tabs.ts";
import { type MeasuredChat, measuredChat } from "./measured-chat.ts";
import { openedScreens, type RatioFigures, type TwoSpaces } from "./opened-screens.ts";
import { pageWeight, type PageWeight } from "./page-weight.ts";
import { routeTimes } from "./route-times.ts";
import { type ScrolledTimeline, scrolledTimeline } from "./scrolled-timeline.ts";

export const parts = ["first-byte", "weight", "tabs", "graph", "routes", "screens", "timeline"] as const;
export type Part = (typeof parts)[number];

/** What is measured, as far as it was chosen. */
export interface WebFigures {
  readonly firstByte?: FirstByteFigures;
  readonly weight?: PageWeight;
  readonly tabs?: ManyTabs;
  readonly graph?: DrawnGraph;
  readonly routes?: Readonly<Record<string, RatioFigures>>;
  readonly screens?: Readonly<Record<string, RatioFigures>>;
  readonly timeline?: ScrolledTimeline;
}

export interface PartOptions {
  /** Where databases go. */
  readonly folder: string;
  /** Where the built page is. */
  readonly page: string;
  readonly sizes: Sizes;
  readonly progress: (text: string) => void;
}

/** How much is measured. */
export interface Sizes {
  /** In the space that is compared with one of 100. */
  readonly messages: number;
  /** How often each screen and graph is opened. */
  readonly rounds: number;
  readonly turns: number;
  readonly tabs: number;
  readonly writes: number;
  /** In the large graph; the small one has a tenth. */
  readonly nodes: number;
  /** In the short timeline, about. */
  readonly entries: number;
}

const home = "local/me";
const shortTimeline = "local/short";
/** What `fillSpace` writes beside the messages. */
const entriesBeside = 230;

export async function measureParts(chosen: readonly Part[], options: PartOptions): Promise<WebFigures> {
  const { folder, page, sizes, progress } = options;
  const has = (...some: readonly Part[]): boolean => some.some((part) => chosen.includes(part));
  await using open = new AsyncDisposableStack();
  const chatOf = async (name: string, model?: ChatModel): Promise<MeasuredChat> =>
    open.use(await measuredChat({ folder, name, page, ...(model !== undefined && { model }) }));
  const weight = has("weight") ? { weight: await pageWeight(page) } : {};
  const side = await chatOf("side", quickModel);
  if (has("first-byte")) progress(`${sizes.turns} turns of an agent, and as many over HTTP`);
  const first = has("first-byte") ? { firstByte: await firstByte(side, sizes.turns) } : {};
  if (has("tabs")) progress(`writing to ${sizes.tabs} tabs`);
  const tabs = has("tabs") ? { tabs: await manyTabs(side, sizes) } : {};
  if (!has("graph", "routes", "screens", "timeline")) return { ...weight, ...first, ...tabs };
  const browser = await openBrowser();
  open.defer(() => browser.close());
  const spaces = has("routes", "screens", "timeline") ? await twoSpaces(chatOf, options) : undefined;
  return {
    ...weight,
    ...first,
    ...tabs,
    ...(has("graph") && { graph: await graph(side) }),
    ...(has("routes") && spaces && { routes: await routes(spaces) }),
    ...(has("screens") && spaces && { screens: await shown(spaces) }),
    ...(has("timeline") && spaces && { timeline: await timeline(spaces) }),
  };

  async function graph(chat: MeasuredChat): Promise<DrawnGraph> {
    const [small, large] = [
      { space: "local/small", nodes: Math.round(sizes.nodes / 10) },
      { space: "local/large", nodes: sizes.nodes },
    ];
    for (const { space, nodes } of [small, large]) {
      progress(`a graph of ${nodes}`);
      await chat.server.begin("assistant", space);
      await addGraph(chat, space, nodes);
    }
    return drawnGraph(browser, chat, { small, large, rounds: sizes.rounds });
  }

  function routes(two: TwoSpaces): Promise<Readonly<Record<string, RatioFigures>>> {
    progress("asking the server");
    return routeTimes(two, sizes.rounds * 2);
  }

  function shown(two: TwoSpaces): Promise<Readonly<Record<string, RatioFigures>>> {
    progress(`opening every screen ${sizes.rounds} times with 100 and with ${sizes.messages} messages`);
    return openedScreens(browser, two, sizes.rounds);
  }

  async function timeline({ many, space }: TwoSpaces): Promise<ScrolledTimeline> {
    await fillSpace(side, { space: shortTimeline, messages: Math.max(10, sizes.entries - entriesBeside), progress });
    progress("scrolling the timelines");
    const [short, long] = [
      { chat: side, space: shortTimeline },
      { chat: many, space },
    ];
    return scrolledTimeline(browser, { short, long, progress });
  }
}

/** Each in a database of its own, so that one is as small as it says. */
async function twoSpaces(chatOf: (name: string) => Promise<MeasuredChat>, { sizes, progress }: PartOptions): Promise<TwoSpaces> {
  const [few, many] = [await chatOf("few"), await chatOf("many")];
  await fillSpace(few, { space: home, messages: 100, progress });
  progress(`filling a space with ${sizes.messages} messages`);
  await fillSpace(many, { space: home, messages: sizes.messages, progress });
  return { few, many, space: home };
}
