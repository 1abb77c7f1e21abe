import { join } from "node:path";
import { deterministicEmbedder } from "@pagefile/testing";
import { openMemory, systemClock } from "@pagefile/core";
import type { Embedder } from "@pagefile/core/contracts";
import { sqlite } from "@pagefile/store-sql";
import { expect, onTestFinished, test } from "vitest";
import { pdfFile } from "../../scripts/pdf-file.ts";
import { temporaryFolder } from "../server/open-server.ts";
import { describeInBrowser } from "../support/browser-suite.ts";
import { openChat, openTab, talk } from "../support/open-chat.ts";

await describeInBrowser("a PDF of 200 pages", (browser) => {
  test("is taken in page by page for all to see, can be cancelled on the way, and is complete when it is sent again", async () => {
    // No vectors come until the first try was cancelled; then each request takes a moment.
    const cancelled = Promise.withResolvers<void>();
    const hashed = deterministicEmbedder({ delayMs: 60, maxBatch: 8, clock: systemClock });
    const embedder: Embedder = { ...hashed, embed: (texts, options) => cancelled.promise.then(() => hashed.embed(texts, options)) };
    const memory = openMemory({ journal: sqlite({ file: join(temporaryFolder(), "memory.db") }), embedder });
    onTestFinished(() => {
      cancelled.resolve();
      return memory.close();
    });
    const { page } = await openChat(browser(), { agent: "Assistant", server: { memory } });
    await openTab(page, "Import");
    const files = page.getByLabel("Files to import");
    const manual = { name: "valves.pdf", mimeType: "application/pdf", buffer: valveManual(200) };
    const row = page.locator(".import-row").filter({ hasText: "valves.pdf" });

    await files.setInputFiles(manual);
    const progress = row.first().getByRole("meter", { name: "Progress of valves.pdf" });
    await progress.waitFor();
    await row
      .first()
      .getByText(/page \d+ of 200/)
      .waitFor();
    await row.first().getByRole("button", { name: "Cancel" }).click();
    await row.first().getByText("Cancelled").waitFor();
    expect(await progress.count()).toBe(0);
    cancelled.resolve();

    await files.setInputFiles(manual);
    await row
      .first()
      .getByText(/passages written/)
      .waitFor();
    await page.reload();
    await row.first().getByText("Done").waitFor({ timeout: 120_000 });
    await row
      .first()
      .getByText(/(\d+) of \1 embedded/)
      .waitFor();
    const document = page.locator(".document-row").filter({ hasText: "valves.pdf" });
    await document.getByText("200 pages").waitFor();
    expect(await document.getByText("not complete").count()).toBe(0);
    expect(await talk(page, "Which colour has valve 137000?")).toContain("page 137");
  });
});

/** Each page of 30 lines has words that no other has. */
function valveManual(pages: number): Buffer {
  const contents = Array.from({ length: pages }, (_, at) => {
    const lines = Array.from(
      { length: 30 },
      (_line, line) => `Valve ${(at + 1) * 1000 + line} is painted in colour ${line} of page ${at + 1}.`,
    );
    return `BT /F1 10 Tf 14 TL 56 780 Td\n${lines.map((line) => `(${line}) Tj T*`).join("\n")}\nET`;
  });
  return Buffer.from(pdfFile(contents, "Valves"), "latin1");
}
