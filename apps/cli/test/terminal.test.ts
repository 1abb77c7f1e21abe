import type { ContextReport } from "@pagefile/core";
import { describe, expect, test } from "vitest";
import { fitWidths } from "../src/terminal/rows-view.ts";
import { sanitise, sanitiseLine } from "../src/terminal/sanitise.ts";
import { cutToWidth, widthOf } from "../src/terminal/text-width.ts";
import { tokenBar } from "../src/terminal/token-bar.ts";
import { WordWrap } from "../src/terminal/word-wrap.ts";

describe("sanitise", () => {
  test("leaves text, line breaks, tabs, Chinese and joined emoji as they are", () => {
    const text = "Ana,\n\tPorto; 小虎 👩‍👧 é";
    expect(sanitise(text)).toBe(text);
  });

  test("takes out everything a terminal would obey, and keeps it visible", () => {
    const text = "\u001b[2J\u001b]8;;http://evil\u0007link\u009b31m\u007f\rback\u202etxt.exe\u0000";
    expect(sanitise(text)).toBe("␛[2J␛]8;;http://evil␇link�31m␡␍back�txt.exe␀");
  });

  test("needs no memory of the piece before", () => {
    expect(sanitise("a\u001b") + sanitise("[31mb")).toBe("a␛[31mb");
  });

  test("makes one line", () => {
    expect(sanitiseLine(" a\n b\r\nc ")).toBe("a b c");
  });
});

describe("the token bar", () => {
  const report: ContextReport = {
    window: 8192,
    reserved: 1024,
    system: 1070,
    blocks: 68,
    summary: 3,
    queue: 640,
    recalled: 372,
    free: 5015,
    messages: 9,
    anchored: true,
    summaryText: "",
  };
  const plain = (columns: number): { paint: (style: unknown, text: string) => string; hasColor: boolean; columns: number } => ({
    paint: (_style, text) => text,
    hasColor: false,
    columns,
  });

  test.each([60, 80, 120, 200])("fits %i columns and gives every part its share", (columns) => {
    const [bar = "", ...legend] = tokenBar(report, plain(columns)).split("\n");
    expect(widthOf(bar)).toBe(columns - 2);
    for (const line of legend) expect(widthOf(line)).toBeLessThanOrEqual(columns);
    const cells = (glyph: string): number => [...bar].filter((one) => one === glyph).length;
    const total = report.window - report.reserved;
    for (const [glyph, tokens] of [
      ["█", 1070],
      ["▒", 640],
      ["▞", 372],
      ["░", 5015],
    ] as const) {
      expect(Math.abs(cells(glyph) - ((columns - 4) * tokens) / total)).toBeLessThanOrEqual(2);
    }
    expect(cells("▚")).toBe(1);
    expect(legend.join(" ")).toContain("summary 3");
  });

  test("shows an empty context as free", () => {
    const empty = { ...report, system: 0, blocks: 0, summary: 0, queue: 0, recalled: 0, free: 7168 };
    expect(tokenBar(empty, plain(60))).toBe(`  ${"░".repeat(56)}\n  ░ free 7,168`);
  });
});

describe("wide characters", () => {
  test("take two columns and are never cut in half", () => {
    expect(cutToWidth("小虎是我家的猫", 9)).toBe("小虎是我…");
    expect(cutToWidth("小虎是我家的猫", 8)).toBe("小虎是…");
    expect(cutToWidth("Porto", 5)).toBe("Porto");
  });

  test("wrap between any two of them but before a full stop, and other text at its words", () => {
    const wrap = new WordWrap(12, "  ");
    const shown = Array.from("My sister Ana lives in Porto.\n小虎是我家的猫，喜欢睡觉。", (one) => wrap.add(one)).join("") + wrap.end();
    expect(shown.split("\n")).toEqual(["  My sister", "  Ana lives in", "  Porto.", "  小虎是我家的", "  猫，喜欢睡觉。"]);
    for (const line of shown.split("\n")) expect(widthOf(line)).toBeLessThanOrEqual(16);
  });
});

describe("the columns of a table", () => {
  test("give way from the widest on until all fit, and go from the right where that is not enough", () => {
    expect(fitWidths([4, 20, 10], 60)).toEqual([4, 20, 10]);
    expect(fitWidths([4, 50, 40], 60)).toEqual([4, 26, 26]);
    expect(fitWidths([10, 10, 10, 10], 20)).toEqual([6, 6]);
    expect(fitWidths([300], 20)).toEqual([20]);
  });
});
