import { describe, expect, it } from "vitest";
import type { ImportView } from "../../src/protocol/import.ts";
import { importedShare, isRunning, withImport } from "../../src/page/import/import-progress.ts";
import { toggled } from "../../src/page/design/toggled.ts";
import { matchItems, type PaletteItem } from "../../src/page/palette/palette-match.ts";
import { countFilters, noFilters, recallQuery } from "../../src/page/recall/recall-query.ts";
import { spaceNamed } from "../../src/page/spaces/space-named.ts";
import { receiptText } from "../../src/page/record/receipt-text.ts";

describe("the question for a recall", () => {
  it("names only the filters that narrow, and includes the whole of the last day", () => {
    expect(recallQuery(" where is Ana? ", noFilters).toString()).toBe("q=where+is+Ana%3F");
    const query = recallQuery("x", { ...noFilters, arms: ["lexical", "graph"], from: "2026-11-03", to: "2026-11-03" }, "next");
    expect([query.get("arms"), query.get("cursor"), query.has("kinds")]).toEqual(["lexical,graph", "next", false]);
    expect(Date.parse(query.get("to") ?? "") - Date.parse(query.get("from") ?? "")).toBe(24 * 3_600_000);
    expect(countFilters({ ...noFilters, kinds: ["fact", "row"], to: "2026-11-03" })).toBe(2);
  });

  it("turns a value on and off", () => {
    expect(toggled(["a", "b"], "b")).toEqual(["a"]);
    expect(toggled(["a"], "b")).toEqual(["a", "b"]);
  });
});

describe("an import", () => {
  const running: ImportView = { id: "1", name: "a.pdf", bytes: 1, state: "writing", entries: 0, problems: [] };

  it("is as far as its known steps are", () => {
    expect(importedShare(running)).toBe(0);
    expect(importedShare({ ...running, pages: { done: 8, total: 8 }, chunks: { written: 1, total: 4 } })).toBe(0.625);
    expect(importedShare({ ...running, chunks: { written: 0, total: 0 } })).toBe(0);
    expect(importedShare({ ...running, state: "done" })).toBe(1);
    expect([isRunning(running), isRunning({ ...running, state: "cancelled" })]).toEqual([true, false]);
  });

  it("takes the place of what was known of it, and is in front when it is new", () => {
    const done: ImportView = { ...running, state: "done" };
    expect(withImport([running], done)).toEqual([done]);
    expect(withImport([running], { ...done, id: "2" }).map(({ id }) => id)).toEqual(["2", "1"]);
    expect(withImport([done], running)).toEqual([done]);
  });
});

describe("the palette", () => {
  const item = (label: string, group = "Entities"): PaletteItem => ({ id: label, group, label, to: "#/" });
  const labels = (items: readonly PaletteItem[]): readonly string[] => items.map(({ label }) => label);

  it("finds every word without case and accents, beginnings first", () => {
    const items = [item("Grand Café Saga"), item("Cafe"), item("Ana"), item("Timeline", "Tabs")];
    expect(labels(matchItems(items, "cafe"))).toEqual(["Cafe", "Grand Café Saga"]);
    expect(labels(matchItems(items, "saga grand"))).toEqual(["Grand Café Saga"]);
    expect(labels(matchItems(items, "tabs"))).toEqual(["Timeline"]);
    expect(matchItems(items, " ")).toBe(items);
  });
});

describe("the space for a name that was typed", () => {
  it("is beside the one that is open, in letters that a space may have", () => {
    expect(spaceNamed("Lindqvist & Sons", "acme/home")).toBe("acme/lindqvist-sons");
    expect(spaceNamed("Café", "acme/home")).toBe("acme/cafe");
    expect(spaceNamed("other/alice", "acme/home")).toBe("other/alice");
  });

  it("is another one for each name in another script", () => {
    const [beijing, tokyo] = ["北京", "東京"].map((name) => spaceNamed(name, "acme/home"));
    expect(beijing).not.toBe(tokyo);
    for (const name of [beijing, tokyo, spaceNamed("!!!", "acme/home"), spaceNamed("x".repeat(200), "acme/home")]) {
      expect(name).toMatch(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\/[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);
    }
  });
});

describe("the space for a name that is long", () => {
  it("keeps apart names that begin alike, in any script, and is as long as a space may be", () => {
    const long = "Water works of the northern districts, department of pumps and valves, ";
    const names = [
      `${long}hall 1`,
      `${long}hall 2`,
      "北京市朝阳区水务局泵站设备档案一号".repeat(2),
      "北京市朝阳区水务局泵站设备档案一号".repeat(3),
    ];
    const spaces = names.map((name) => spaceNamed(name, "acme/home"));
    expect(new Set(spaces).size).toBe(names.length);
    for (const space of spaces) expect(space).toMatch(/^acme\/[a-z0-9][a-z0-9-]{40,63}$/);
    expect(spaces[0]).toMatch(/^acme\/water-works-of-the-northern/);
    expect(spaceNamed(`${long}hall 1`, "acme/home")).toBe(spaces[0]);
  });
});

describe("a receipt", () => {
  it("says what went, what is not yet done and where the journal stood", () => {
    const text = receiptText({
      space: "acme/ada",
      at: "2026-11-22T14:03:00.000Z",
      erased: ["id-1"],
      derived: ["id-2", "id-3"],
      entries: 4,
      scrubbed: false,
      head: { seq: 812, hash: "9f2c" },
      pending: ["qdrant"],
    });
    for (const part of ["acme/ada", "erased   id-1", "derived  id-3", "entry 812, hash 9f2c", "qdrant", "not yet overwritten"]) {
      expect(text).toContain(part);
    }
  });
});
