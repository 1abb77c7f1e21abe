import type { ChatOptions } from "@pagefile/chat";
import type { Browser, Locator, Page } from "playwright-core";
import { openServer, type TestServer, token } from "../server/open-server.ts";
import { builtPage } from "./built-page.ts";
import type { CuttableWay } from "./cuttable-way.ts";
import { visit, type Visitor, type VisitOptions } from "./visitor.ts";

export interface OpenChat extends TestServer, Visitor {
  /** The address that the program prints. */
  readonly url: string;
}

export interface OpenChatOptions {
  readonly server?: Partial<ChatOptions>;
  readonly browser?: Partial<VisitOptions>;
  /** Goes to the server by this way. */
  readonly through?: CuttableWay;
  /** Opens the page without the token. @default false */
  readonly locked?: boolean;
  /** Begins this agent first, as a person does, and waits until one can write. @default the visit stays the first */
  readonly agent?: "Assistant" | "Support" | "Reader";
}

/** The real server on SQLite in a file, and a browser that has opened its address. */
export async function openChat(
  browser: Browser,
  { server = {}, browser: how = {}, through, locked = false, agent }: OpenChatOptions = {},
): Promise<OpenChat> {
  const opened = await openServer({ pageFolder: await builtPage(), ...server });
  through?.to(opened.server.port);
  const visitor = await visit(browser, { base: opened.base, ...how });
  const url = `${how.base ?? opened.base}/#t=${token}`;
  await visitor.page.goto(locked ? opened.base : url);
  if (agent !== undefined) await begin(visitor.page, agent);
  return { ...opened, ...visitor, url };
}

/** From the first visit to where one can write. */
export async function begin(page: Page, agent: string): Promise<void> {
  await page.getByRole("button", { name: `Start ${agent}` }).click();
  await page.getByRole("textbox", { name: "Message" }).waitFor();
}

/** Says something and waits for the whole reply. Returns its words. */
export async function talk(page: Page, text: string): Promise<string> {
  const before = await page.locator("article.reply").count();
  await send(page, text);
  return waitForReply(page, before + 1);
}

export async function send(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Message" }).fill(text);
  await page.getByRole("button", { name: "Send", exact: true }).click();
}

/** Waits until there are so many replies and none is being written. Returns the words of the last. */
export async function waitForReply(page: Page, count: number): Promise<string> {
  const replies = page.locator("article.reply");
  await replies
    .nth(count - 1)
    .getByRole("button", { name: "Why did you say that?" })
    .waitFor();
  await page.getByRole("button", { name: "Send", exact: true }).waitFor();
  return replies.last().innerText();
}

/** The banner over everything that says that the server is away. */
export function offlineBanner(page: Page): Locator {
  return page.locator(".banners").getByText("Not connected. What you see was read before");
}

export type InspectorTab = "Context" | "Recall" | "Graph" | "Tables" | "Timeline" | "Import" | "Spaces";

/** Opens a tab of the memory. */
export async function openTab(page: Page, tab: InspectorTab): Promise<void> {
  await page.getByRole("tab", { name: tab }).click();
  await page.getByRole("tabpanel", { name: tab }).waitFor();
}
