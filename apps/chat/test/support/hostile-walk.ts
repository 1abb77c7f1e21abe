import type { Page } from "playwright-core";
import { marker } from "./hostile-payloads.ts";
import { type InspectorTab, openTab } from "./open-chat.ts";

export interface HostilePlace {
  readonly place: string;
  /** Whether the text was there to be seen. */
  readonly seen: boolean;
}

/** Goes to every place where text appears, opens whatever opens there, and says where the text was seen. */
export async function walkEverywhere(page: Page, ids: Readonly<Record<string, string>>): Promise<readonly HostilePlace[]> {
  const places: HostilePlace[] = [];
  const look = async (place: string, within?: string): Promise<void> => {
    await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
    places.push({ place, seen: (await textOf(page, within)).includes(marker) });
  };
  await page.locator(".approval").waitFor();
  await look("chat", ".chat-log");
  await look("a call that waits: its arguments", ".approval dl");
  await look("a call that waits: why", ".approval > p");
  await look("a call that waits: what it rests on", ".approval-causes");
  await look("a call that waits: where that is from", ".approval-causes .origin-line");
  await page.getByRole("button", { name: "What the model saw" }).last().click();
  await page.getByRole("dialog").waitFor();
  await look("what the model saw");
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();

  const tab = async (name: InspectorTab, there: string): Promise<void> => {
    await openTab(page, name);
    await page.getByRole("tabpanel", { name }).locator(there).first().waitFor();
  };
  await tab("Context", ".sight");
  await look("context");
  await page.getByRole("textbox", { name: "human" }).fill("mine");
  await page.getByRole("button", { name: "Discard", exact: true }).click();

  await tab("Recall", "input[type=search]");
  await page.getByRole("searchbox", { name: "What to recall" }).fill(marker);
  await page.getByRole("button", { name: "Recall", exact: true }).click();
  await page.locator(".hits > li").first().waitFor();
  await look("recall");
  await page.getByRole("textbox", { name: "Some of its words, or its id" }).fill(marker);
  await page.getByRole("button", { name: "Explain", exact: true }).click();
  await page.locator(".candidates button").first().click();
  await page.locator(".why-not-answer").waitFor();
  await look("why not");
  await page.getByRole("button", { name: "Why did you say that?" }).last().click();
  await page.getByText("What was recalled when the agent answered").or(page.getByText("Nothing was recalled")).first().waitFor();
  await look("recall of a turn");

  // A passage can be corrected, so it comes last and stays open.
  for (const [kind, id] of Object.entries(ids).toReversed()) {
    await page.evaluate(`location.hash = ${JSON.stringify(`#/local%2Fme/context//${id}`)}`);
    await page.locator(".record-screen .history").waitFor();
    await look(`record: ${kind}`);
  }
  await page.getByRole("button", { name: "Correct it", exact: true }).click();
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await page.getByRole("button", { name: "Erase for good…" }).click();
  await page.getByRole("dialog").getByText("Nothing brings").waitFor();
  await look("erase preview");
  await page.getByRole("dialog").getByRole("button", { name: "Keep everything" }).click();
  await page.locator(".record-screen").getByRole("button", { name: "Back", exact: true }).click();

  await tab("Graph", "svg text");
  await look("graph");
  await page.getByRole("button", { name: "List", exact: true }).click();
  await page.getByRole("heading", { name: "Facts" }).waitFor();
  await look("graph as a list");
  await page.getByRole("group", { name: "Table of entities" }).getByRole("button").first().click();
  await look("entity");

  await tab("Tables", ".rows td");
  await look("tables");
  await page.getByRole("textbox", { name: "A query in SQL" }).fill("select what from things");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByRole("group", { name: "Result of the query" }).waitFor();
  await look("result in SQL");
  await page.getByRole("textbox", { name: "A query in SQL" }).fill(`select "${marker} <img src=https://evil.test/sql.png>" from things`);
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.locator(".sql-error").waitFor();
  await look("error in SQL");

  await tab("Timeline", ".entry-line");
  await page.getByPlaceholder("Words written or replaced").fill("changed");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.locator(".entry-line").filter({ hasText: "changed" }).first().click();
  await page.locator(".entry-more ins").first().waitFor();
  await look("timeline");
  await page.locator(".entry-actions").getByRole("button", { name: "Undo…" }).click();
  await page.getByRole("dialog").waitFor();
  await look("undo preview");
  await page.getByRole("dialog").getByRole("button", { name: "Keep it" }).click();

  await tab("Import", ".document-row");
  const name = `${marker} <img src=x onerror=window.__pwned=1>.txt`;
  await page.getByLabel("Files to import").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(marker) });
  await page.locator(".import-row").getByText("Done").waitFor();
  await look("import");
  await tab("Spaces", ".spaces select");
  await look("spaces");
  await page.getByRole("button", { name: "Verify", exact: true }).click();
  await page.getByText("The chain holds").waitFor();

  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill(marker);
  await page.getByRole("dialog").getByRole("option").filter({ hasText: marker }).first().waitFor();
  await look("palette");
  await page.keyboard.press("Escape");
  await page.locator("button[popovertarget]").first().click();
  await look("space switcher");
  await page.keyboard.press("Escape");

  await tab("Timeline", ".entry-line");
  await page.getByPlaceholder("Words written or replaced").fill("Fail now.");
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.locator(".entry-line").filter({ hasText: "Fail now." }).first().click();
  await page.getByRole("button", { name: "See memory as of here" }).first().click();
  await page.getByRole("log", { name: "Messages of then" }).locator("article").first().waitFor();
  await openTab(page, "Context");
  await look("the past");
  return places;
}

async function textOf(page: Page, within = "body"): Promise<string> {
  return (await page.locator(within).first().textContent()) ?? "";
}
