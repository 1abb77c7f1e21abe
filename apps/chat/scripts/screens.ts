import type { Locator, Page } from "playwright-core";
import { order } from "./story/scenes.ts";

/** A place of the page, and how one gets there in the space of the story. */
export interface Screen {
  readonly name: string;
  /** Which half a narrow screen shows. */
  readonly face: "chat" | "memory";
  readonly show: (page: Page) => Promise<void>;
}

export const home = "local/me";

export const screens: readonly Screen[] = [
  { name: "chat", face: "chat", show: showChat },
  {
    name: "what-the-model-saw",
    face: "chat",
    show: async (page) => {
      await page.getByRole("button", { name: "What the model saw" }).last().click();
      await page.getByRole("dialog").getByText("Recalled into it").waitFor();
    },
  },
  { name: "context", face: "memory", show: (page) => open(page, "context", page.getByRole("heading", { name: "Word for word" })) },
  {
    name: "context-in-full",
    face: "memory",
    show: async (page) => {
      await open(page, "context", page.getByRole("heading", { name: "Word for word" }));
      await unfold(page.locator(".sight details"), 3);
      await unfold(page.locator(".queue details"), 2);
    },
  },
  {
    name: "recall",
    face: "memory",
    show: async (page) => {
      await recall(page, "Where does Ana live?");
      await unfold(page.locator(".hit details"), 1);
    },
  },
  {
    name: "recall-why-not",
    face: "memory",
    show: async (page) => {
      await recall(page, "Where does Ana live?");
      await page.getByRole("button", { name: /^Filters/ }).click();
      await page.getByRole("textbox", { name: "Some of its words, or its id" }).fill("Rita plays the cello");
      await page.getByRole("button", { name: "Explain" }).click();
      await page.locator(".candidates button").first().click();
      await page.locator(".why-not-answer").waitFor();
    },
  },
  {
    name: "recall-of-a-turn",
    face: "chat",
    show: async (page) => {
      await page.getByRole("button", { name: "Why did you say that?" }).last().click();
      await page.getByText("What was recalled when the agent answered").waitFor();
    },
  },
  { name: "record", face: "memory", show: showRecord },
  {
    name: "record-erase",
    face: "memory",
    show: async (page) => {
      await showRecord(page);
      await page.getByRole("button", { name: "Erase for good…" }).click();
      await page.getByRole("dialog").getByText("Nothing brings").waitFor();
    },
  },
  {
    name: "graph",
    face: "memory",
    show: async (page) => {
      await open(page, "graph", page.locator(".graph svg").first());
      await page.getByRole("button", { name: "Drawing" }).click();
      await page.locator(".graph svg text").first().waitFor();
    },
  },
  {
    name: "graph-of-one",
    face: "memory",
    show: async (page) => {
      await open(page, "graph", page.locator(".graph svg").first());
      await page.getByPlaceholder("Somebody or something").first().fill("Ana");
      await page.keyboard.press("Enter");
      await page.getByRole("region", { name: "Ana" }).or(page.locator(".entity-card")).first().waitFor();
    },
  },
  {
    name: "graph-as-a-list",
    face: "memory",
    show: async (page) => {
      await open(page, "graph", page.locator(".graph svg").first());
      await page.getByRole("button", { name: "List" }).click();
      await page.getByRole("heading", { name: "Facts" }).waitFor();
    },
  },
  {
    name: "tables",
    face: "memory",
    show: async (page) => {
      await open(page, "tables", page.getByRole("heading", { name: "Ask in SQL" }));
      await page.getByRole("textbox", { name: "A query in SQL" }).fill("select what, euros from trip_costs order by euros desc");
      await page.getByRole("button", { name: "Run" }).click();
      await page.getByRole("group", { name: "Result of the query" }).waitFor();
    },
  },
  {
    name: "tables-error",
    face: "memory",
    show: async (page) => {
      await open(page, "tables", page.getByRole("heading", { name: "Ask in SQL" }));
      await page.getByRole("textbox", { name: "A query in SQL" }).fill("select euro from trip_costs");
      await page.getByRole("button", { name: "Run" }).click();
      await page.locator(".sql-error").waitFor();
    },
  },
  {
    name: "timeline",
    face: "memory",
    show: async (page) => {
      await open(page, "timeline", page.locator(".entry-line").first());
      await page.locator(".entry-line").filter({ hasText: "edit" }).filter({ hasText: "Name: Mara" }).first().click();
      await page.locator(".entry-more ins").first().waitFor();
    },
  },
  {
    name: "timeline-undo",
    face: "memory",
    show: async (page) => {
      await open(page, "timeline", page.locator(".entry-line").first());
      await page.locator(".entry-line").filter({ hasText: "edit" }).first().click();
      await page.locator(".entry-actions").getByRole("button", { name: "Undo…" }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "import", face: "memory", show: (page) => open(page, "import", page.locator(".document-row").first()) },
  {
    name: "spaces",
    face: "memory",
    show: async (page) => {
      await open(page, "spaces", page.getByRole("heading", { name: "Start another" }));
      await page.getByRole("button", { name: "Verify", exact: true }).click();
      await page.locator(".spaces [role=status]").filter({ hasText: /\S/ }).first().waitFor();
    },
  },
  {
    name: "palette",
    face: "memory",
    show: async (page) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").getByRole("combobox").fill("ana");
      await page.getByRole("dialog").getByRole("option").first().waitFor();
    },
  },
  {
    name: "the-past",
    face: "memory",
    show: async (page) => {
      await open(page, "timeline", page.locator(".entry-line").first());
      await page.getByPlaceholder("Words written or replaced").fill("Kept. So far");
      await page.getByRole("button", { name: "Search", exact: true }).click();
      await page.locator(".entry-line").filter({ hasText: "Kept. So far" }).first().click();
      await page.getByRole("button", { name: "See memory as of here" }).click();
      await open(page, "context", page.getByRole("heading", { name: "Newest messages" }));
    },
  },
  // In another space, which from then on is the one used last.
  { name: "approval", face: "chat", show: showApproval },
];

/** Opens the page anew, so that no screen sees what another left, and shows one. */
export async function showScreen(page: Page, { face, show }: Screen, base: string): Promise<void> {
  await page.goto("about:blank");
  await page.goto(`${base}/#/${encodeURIComponent(home)}/context`);
  await page.locator("article.reply").last().waitFor({ state: "attached" });
  const half = page.getByRole("button", { name: face === "chat" ? "Chat" : "Memory", exact: true });
  if (await half.isVisible()) await half.click();
  await page.locator(".memory-state").waitFor();
  await show(page);
  await page.locator(".skeleton").waitFor({ state: "detached" });
}

async function showChat(page: Page): Promise<void> {
  await page.locator("article.reply").last().getByRole("button", { name: "Why did you say that?" }).waitFor();
}

async function showApproval(page: Page): Promise<void> {
  const begin = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ agent: "support" }) };
  await page.evaluate(`fetch("/api/spaces", ${JSON.stringify(begin)})`);
  await page.evaluate('location.hash = "#/local%2Fsupport/context"');
  await page.reload();
  const box = page.getByRole("textbox", { name: "Message" });
  await box.waitFor();
  const card = page.getByRole("region", { name: "May I? Open ticket" });
  if ((await page.locator("article.said").count()) === 0) {
    await box.fill(order.said);
    await page.getByRole("button", { name: "Send", exact: true }).click();
  }
  await card.getByText("Kestrel brewer:").first().waitFor();
  await page.getByRole("button", { name: "Send", exact: true }).waitFor();
}

async function showRecord(page: Page): Promise<void> {
  await recall(page, "Where does Ana live?");
  await page.locator(".hits .record-text").first().click();
  await page.locator(".record-screen .history").waitFor();
}

async function recall(page: Page, words: string): Promise<void> {
  await open(page, "recall", page.getByRole("searchbox", { name: "What to recall" }));
  await page.getByRole("searchbox", { name: "What to recall" }).fill(words);
  await page.getByRole("button", { name: "Recall", exact: true }).click();
  await page.locator(".hits > li").first().waitFor();
}

async function open(page: Page, tab: string, there: Locator): Promise<void> {
  await page.getByRole("tab", { name: new RegExp(tab, "i") }).click();
  await there.waitFor();
}

async function unfold(details: Locator, count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) await details.nth(at).locator("summary").click();
}
