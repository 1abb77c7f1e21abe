import { homedir } from "node:os";
import { expect, test } from "vitest";
import { fileWords } from "../src/slash/file-words.ts";

test("reads paths as a shell does", () => {
  expect(fileWords(`a.md "b c.md" 'd e'.md f\\ g.md h" "i.md`)).toEqual(["a.md", "b c.md", "d e.md", "f g.md", "h i.md"]);
  expect(fileWords("~/notes.md ~ x~/y")).toEqual([`${homedir()}/notes.md`, homedir(), "x~/y"]);
  expect(fileWords(String.raw`C:\notes\a.md don't.md`)).toEqual([String.raw`C:\notes\a.md`, "don't.md"]);
  expect(fileWords("  ")).toEqual([]);
});
