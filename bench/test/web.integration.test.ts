import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeWithChromium } from "@pagefile/services";
import { expect, onTestFinished, test } from "vitest";
import { builtPage } from "../src/web/built-page.ts";
import { measureParts, parts } from "../src/web/parts.ts";
import { screens } from "../src/web/screens.ts";

const sizes = { messages: 150, rounds: 1, turns: 5, tabs: 20, writes: 12, nodes: 40, entries: 160 };

await describeWithChromium("the bench of the web chat", () => {
  test("measures every part, and the page and its feed keep to what is said of them", { timeout: 300_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "pagefile-web-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const figures = await measureParts(parts, { folder, page: await builtPage(folder), sizes, progress: () => {} });
    expect(figures.firstByte?.serverMs).toBeGreaterThan(0);
    expect(figures.weight?.firstLoad.js).toBeLessThan(180_000);
    expect(figures.tabs?.one.readsPerWrite).toBe(1);
    expect(figures.tabs?.many.readsPerWrite).toBe(1);
    expect(figures.graph?.large.settledMs).toBeGreaterThan(0);
    expect(Object.keys(figures.screens ?? {})).toEqual(screens.map(({ name }) => name));
    expect(figures.timeline?.long.entries).toBeGreaterThan(150);
    expect(figures.timeline?.long.frames).toBeGreaterThan(0);
  });
});
