import { describe, expect, test } from "vitest";
import { errorCatalogue, renderErrors } from "../src/error-catalogue.ts";
import { readRepository } from "../src/repository.ts";
import { readmeHeadings } from "../src/readme-headings.ts";
import { snippetsCompile } from "../src/snippets-compile.ts";
import { listSnippets } from "../src/snippets.ts";
import { messages, tree } from "./tree.ts";

describe("the error catalogue", () => {
  const catalogue = { CLOSED: "The memory was closed." };
  const thrown = 'throw new PagefileError("CLOSED", "")';

  test("agrees with a page written from it", async () => {
    const files = { "docs/errors.md": renderErrors(catalogue), "packages/core/src/a.ts": thrown };
    expect(await errorCatalogue(catalogue).run(tree(files))).toEqual([]);
  });

  test("is caught differing from the page", async () => {
    const page = renderErrors({ CLOSED: "Something else." });
    const found = await errorCatalogue(catalogue).run(tree({ "docs/errors.md": page, "packages/core/src/a.ts": thrown }));
    expect(messages(found)).toEqual(["docs/errors.md differs from the catalogue; run `npm run docs:errors`"]);
  });

  test("is caught with a code that only the catalogue names", async () => {
    const files = { "docs/errors.md": renderErrors(catalogue), "packages/core/src/contracts/errors.ts": '"CLOSED"' };
    expect(messages(await errorCatalogue(catalogue).run(tree(files)))).toEqual([
      "packages/core/src/contracts/errors.ts nothing in the source throws CLOSED",
    ]);
  });
});

describe("README headings", () => {
  const right = ["What it is", "Install", "Use", "Options", "Guarantees and limits"].map((heading) => `## ${heading}\n`);

  test("are right when they are the five, whatever stands in code", async () => {
    const text = `${right.join("text\n")}\n\`\`\`md\n## Another\n\`\`\`\n### Below\n`;
    expect(await readmeHeadings.run(tree({ "packages/x/README.md": text, "packages/x/src/a.ts": "" }))).toEqual([]);
  });

  test.each([
    ["one too few", right.slice(1)],
    ["one too many", [...right, "## FAQ\n"]],
    ["another order", right.toReversed()],
  ])("are caught with %s", async (_, headings) => {
    const found = await readmeHeadings.run(tree({ "packages/x/README.md": headings.join("\n"), "packages/x/src/a.ts": "" }));
    expect(found).toHaveLength(1);
  });
});

describe("snippets", () => {
  const page = 'Text\n\n```ts\nimport { a } from "a";\n```\n\nand then\n\n```ts\na();\n```\n\n```sh\nls\n```\n';

  test("without an import go on from the one before, on the same lines as in the page", () => {
    const [snippet, ...others] = listSnippets(tree({ "docs/a.md": page }));
    expect(others).toEqual([]);
    expect(snippet?.line).toBe(4);
    expect(snippet?.code.split("\n")[6]).toBe("a();");
  });

  test("that do not compile are caught, with their line in the page", async () => {
    const { root, files } = readRepository(new URL("../../../", import.meta.url).pathname);
    const manifests = [...files].filter(([path]) => path.endsWith("package.json"));
    const text =
      '# Page\n\n```ts\nimport { parseSpace } from "@pagefile/core/contracts";\n\nconst space: number = parseSpace("acme/alice");\n```\n';
    const found = await snippetsCompile.run({ root, files: new Map([...manifests, ["docs/a.md", text]]) });
    expect(messages(found)).toEqual([expect.stringMatching(/^docs\/a\.md:6 TS2322: /)]);
  });
});
