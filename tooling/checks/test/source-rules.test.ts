import { describe, expect, test } from "vitest";
import { escapeHatches } from "../src/escape-hatches.ts";
import { fileSizes } from "../src/file-sizes.ts";
import { importCycles } from "../src/import-cycles.ts";
import { publicExports } from "../src/public-exports.ts";
import { lines, messages, tree } from "./tree.ts";

describe("import cycles", () => {
  test("are found, over any number of files", async () => {
    const files = {
      "bench/src/a.ts": 'import "./b.ts";',
      "bench/src/b.ts": 'export * from "./c.ts";',
      "bench/src/c.ts": 'import "./a.ts";',
    };
    const found = messages(await importCycles.run(tree(files)));
    expect(found).toEqual(["bench/src/a.ts is in an import cycle: bench/src/a.ts → bench/src/b.ts → bench/src/c.ts → bench/src/a.ts"]);
  });

  test("are not made by types alone, nor by a diamond", async () => {
    const types = { "bench/src/a.ts": 'import type { B } from "./b.ts";', "bench/src/b.ts": 'import type { A } from "./a.ts";' };
    expect(await importCycles.run(tree(types))).toEqual([]);
    const diamond = { "bench/src/a.ts": 'import "./b.ts"; import "./c.ts";', "bench/src/b.ts": 'import "./c.ts";', "bench/src/c.ts": "" };
    expect(await importCycles.run(tree(diamond))).toEqual([]);
  });
});

test("files with elements in them are held to the same rules", async () => {
  const long = await fileSizes.run(tree({ "apps/x/src/page/long.tsx": lines(401) }));
  expect(messages(long)).toContain("apps/x/src/page/long.tsx has 401 lines; the limit is 400");
  const loose = await escapeHatches.run(tree({ "apps/x/src/page/a.tsx": "export const a = <T extends any,>(b: T) => <p>{b!}</p>;" }));
  expect(loose).toHaveLength(2);
});

describe("file sizes", () => {
  test("pass at the limit", async () => {
    const short = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`bench/src/${index}.ts`, lines(80)]));
    const files = {
      ...short,
      "bench/src/long.ts": lines(400),
      "bench/test/long.test.ts": lines(500),
      "packages/x/src/index.ts": lines(40),
    };
    expect(await fileSizes.run(tree(files))).toEqual([]);
  });

  test.each([
    ["bench/src/long.ts", 401, "bench/src/long.ts has 401 lines; the limit is 400"],
    ["bench/test/long.test.ts", 501, "bench/test/long.test.ts has 501 lines; the limit is 500"],
    ["packages/core/src/index.ts", 41, "packages/core/src/index.ts has 41 lines; the limit is 40"],
    ["bench/src/only.ts", 81, "all source files the median has 81 lines; the limit is 80"],
    ["bench/src/only.ts", 301, "all source files the 95th percentile has 301 lines; the limit is 300"],
  ])("are caught: %s with %i lines", async (path, count, message) => {
    expect(messages(await fileSizes.run(tree({ [path]: lines(count) })))).toContain(message);
  });

  test("of a part of an adapter count its code, not its prose", async () => {
    const prose = `/**\n${" * why\n".repeat(200)} */\n`;
    const files = {
      "packages/store-x/src/a.ts": prose + lines(180),
      "packages/store-x/src/b.ts": lines(390),
      "packages/store-x/src/c.ts": lines(230),
    };
    expect(messages(await fileSizes.run(tree(files))).join()).not.toContain("an adapter has at most");
    const more = { ...files, "packages/store-x/src/d.ts": lines(1) };
    expect(messages(await fileSizes.run(tree(more)))).toContain(
      "packages/store-x/src has 801 lines of code; a part of an adapter has at most 800",
    );
    const apart = { ...files, "packages/store-x/src/store/d.ts": lines(700) };
    expect(messages(await fileSizes.run(tree(apart))).join()).not.toContain("an adapter has at most");
  });
});

test("an index that holds logic or exports everything is caught", async () => {
  const text = 'export { a } from "./a.ts";\nexport * from "./b.ts";\nexport const c = 1;\n';
  expect(messages(await publicExports.run(tree({ "packages/core/src/index.ts": text })))).toEqual([
    "packages/core/src/index.ts:2 an index.ts names what it exports, without `export *`",
    "packages/core/src/index.ts:3 an index.ts holds re-exports only",
  ]);
});

describe("escape hatches", () => {
  test.each([
    ["let a: any;", "uses `any`"],
    ["a!.b;", "asserts with `!`"],
    ["// oxlint-disable-next-line no-console\n", "oxlint-disable"],
    ["/* eslint-disable */", "eslint-disable"],
    ["// @ts-ignore", "@ts-ignore"],
    ["// @ts-expect-error", "@ts-expect-error"],
  ])("are caught: %s", async (text, message) => {
    const found = messages(await escapeHatches.run(tree({ "bench/src/a.ts": `\n${text}` })));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^bench\/src\/a\.ts:2 /);
    expect(found[0]).toContain(message);
  });

  test("are not words in a text, and a test may say what must not compile", async () => {
    expect(await escapeHatches.run(tree({ "bench/src/a.ts": 'const any = "// @ts-ignore" !== a;' }))).toEqual([]);
    expect(await escapeHatches.run(tree({ "bench/test/a.test.ts": "// @ts-expect-error a number is no text" }))).toEqual([]);
  });
});
