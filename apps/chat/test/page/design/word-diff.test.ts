import { describe, expect, it } from "vitest";
import { type DiffPiece, diffLines, diffWords } from "../../../src/page/design/word-diff.ts";

function sideOf(pieces: readonly DiffPiece[], left: "added" | "removed"): string {
  return pieces.flatMap(({ kind, text }) => (kind === left ? [] : [text])).join("");
}

describe("the difference of two texts", () => {
  it("names what was taken out and put in", () => {
    expect(diffWords("Ana lives in Porto.", "Ana lives in Lisbon now.")).toEqual([
      { kind: "same", text: "Ana lives in " },
      { kind: "removed", text: "Porto" },
      { kind: "added", text: "Lisbon now" },
      { kind: "same", text: "." },
    ]);
  });

  it("is nothing between equal texts, and everything from an empty one", () => {
    expect(diffWords("a b", "a b")).toEqual([{ kind: "same", text: "a b" }]);
    expect(diffWords("", "a b")).toEqual([{ kind: "added", text: "a b" }]);
    expect(diffWords("a b", "")).toEqual([{ kind: "removed", text: "a b" }]);
    expect(diffWords("", "")).toEqual([]);
  });

  it("gives back both texts, whatever they are", () => {
    const texts = [
      "one two three",
      "two  three\nfour",
      "",
      "日本語のテキスト です",
      "a a a b a",
      "b a a",
      "x".repeat(50),
      "\u{1F600} smile!",
    ];
    for (const before of texts) {
      for (const after of texts) {
        const pieces = diffWords(before, after);
        expect(sideOf(pieces, "added")).toBe(before);
        expect(sideOf(pieces, "removed")).toBe(after);
      }
    }
  });

  it("replaces the middle whole where comparing it would take too long", () => {
    const before = Array.from({ length: 3_000 }, (_, word) => `a${word}`).join(" ");
    const after = Array.from({ length: 3_000 }, (_, word) => `b${word}`).join(" ");
    expect(diffWords(before, after).map(({ kind }) => kind)).toEqual(["removed", "added"]);
  });

  it("compares whole lines where that is wanted", () => {
    expect(diffLines("a b\nc", "a d\nc")).toEqual([
      { kind: "removed", text: "a b\n" },
      { kind: "added", text: "a d\n" },
      { kind: "same", text: "c\n" },
    ]);
  });
});
