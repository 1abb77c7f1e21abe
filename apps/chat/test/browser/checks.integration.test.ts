import { join } from "node:path";
import { openMemory } from "@pagefile/core";
import { sqlite } from "@pagefile/store-sql";
import { inMemoryStore } from "@pagefile/testing";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../server/open-server.ts";
import { describeInBrowser } from "../support/browser-suite.ts";
import { openChat, openTab } from "../support/open-chat.ts";

await describeInBrowser("a verification", (browser) => {
  test("shows how far it is, also after a reload, is cancelled, and leaves what it found for whoever comes later", async () => {
    const store = inMemoryStore({ name: "slow" });
    const scan = store.scan.bind(store);
    const released = Promise.withResolvers<void>();
    store.scan = async function* (space) {
      let scanned = 0;
      for await (const item of scan(space)) {
        scanned += 1;
        if (scanned === 300) await released.promise;
        yield item;
      }
    };
    const memory = openMemory({ journal: sqlite({ file: join(temporaryFolder(), "memory.db") }), stores: [store] });
    onTestFinished(() => memory.close());
    const { page } = await openChat(browser(), { agent: "Assistant", server: { memory } });
    await memory.space("local/me").write(Array.from({ length: 400 }, (_, at) => ({ kind: "message" as const, text: `message ${at}` })));
    await openTab(page, "Spaces");
    await page.getByRole("button", { name: "Verify", exact: true }).click();
    const meter = page.getByRole("meter", { name: "Progress of the verification" });
    await page.getByText(/Comparing with slow: 256 of \d+/).waitFor();
    expect(Number(await meter.getAttribute("aria-valuenow"))).toBeGreaterThan(10);
    await page.reload();
    await page.getByText(/Comparing with slow: 256 of \d+/).waitFor();
    await page.getByRole("button", { name: "Cancel the verification" }).click();
    released.resolve();
    await page.getByText("The verification was cancelled.").waitFor();
    expect(await meter.count()).toBe(0);

    await openTab(page, "Timeline");
    await page.getByRole("button", { name: "Verify the chain" }).click();
    await page.getByText(/Chain verified to entry \d+/).waitFor();
    await page.reload();
    await openTab(page, "Spaces");
    await page.getByText("sound", { exact: true }).waitFor();
  });
});
