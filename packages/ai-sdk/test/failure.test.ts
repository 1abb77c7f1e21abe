import { PagefileError } from "@pagefile/core/contracts";
import { expect, test } from "vitest";
import { publicSentence } from "../src/index.ts";

const general = "The call failed; the server knows why.";

test.each([
  "ENOENT: no such file or directory, open '/srv/app/secrets.json'",
  "open ~/.ssh/id_rsa",
  "open ../keys/private.pem",
  "cannot read C:\\Users\\ana\\keys.txt",
  "no share \\\\server\\share",
  "fetch failed: http://10.0.0.7:11434/api/chat",
  "postgres://ana:hunter2@db/memory refused",
  "connect ECONNREFUSED 127.0.0.1:5432",
  "connect ECONNREFUSED ::1, [::1]:5432",
  "getaddrinfo ENOTFOUND db.internal:5432",
  "nothing at localhost",
  "Incorrect API key provided: sk-proj-Ab3dEf6hIj9kLm2nOp5q",
  "authorization: Basic YTpi",
  "Bearer abc",
  "password=hunter2",
  "TypeError: x is undefined\n    at run (tool.js:1:1)",
  "",
  "x".repeat(5000),
])("does not show %j", (text) => {
  expect(publicSentence({ at: "tool", text })).toBe(general);
});

test.each([
  "There is no record 01980000-0000-7000-8000-000000000001.",
  "The block human is 2,010 characters, which is 10 more than its limit of 2,000.",
  "It was said on 2026-05-03 10:30, in and/or after May.",
  "The query has no table people; there are: cities, rivers.",
  "日付が正しくありません。",
])("shows %j", (text) => {
  expect(publicSentence({ at: "tool", text })).toBe(text);
});

test("shows nothing of an error that is not Pagefile's, and the meaning of a code whose message tells too much", () => {
  const error = new PagefileError("JOURNAL_UNAVAILABLE", "Cannot open /srv/memory.db");
  expect(publicSentence({ at: "turn", text: "harmless", error: new TypeError("harmless") })).toMatch(/^Something went wrong/);
  expect(publicSentence({ at: "turn", text: error.message, error })).toMatch(/^The journal's database cannot be opened/);
});

test("decides in no time on what is long and hostile", () => {
  const begun = performance.now();
  for (const part of ["a.", "-", "1.1.", "a:", " /", "Bearer ", "a1-"])
    publicSentence({ at: "tool", text: part.repeat(4000).slice(0, 4000) });
  expect(performance.now() - begun).toBeLessThan(1000);
});
