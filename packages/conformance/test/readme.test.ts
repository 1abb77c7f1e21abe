import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { chatModelClauses, embedderClauses, journalClauses, memoryClauses, storeClauses } from "../src/index.ts";

const suites = {
  Journal: journalClauses,
  Store: storeClauses,
  Memory: memoryClauses,
  "Chat model": chatModelClauses,
  Embedder: embedderClauses,
};

test.each(Object.entries(suites))("has no two clauses of one title in the suite %s", (_suite, clauses) => {
  const titles = clauses.map(({ title }) => title);
  expect(new Set(titles).size).toBe(titles.length);
});

test("lists every clause in the README, and no other", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const sections = Object.entries(suites).map(([suite, clauses]) => {
    const areas = [...new Set(clauses.map(({ area }) => area))].map((area) => {
      const titles = clauses.filter((clause) => clause.area === area).map(({ title }) => `- ${title}\n`);
      return `**${area}**\n\n${titles.join("")}`;
    });
    return `### ${suite}\n\n${areas.join("\n")}`;
  });
  const [, listed = ""] = readme.split("<!-- clauses -->\n");
  expect(listed.trim()).toBe(sections.join("\n").trim());
});
