import { expect, test } from "vitest";
import { packageShape } from "../src/package-shape.ts";
import { messages, tree } from "./tree.ts";

const engines = { node: ">=22" };
const manifest = {
  name: "@pagefile/store-x",
  description: "A store.",
  license: "Apache-2.0",
  type: "module",
  engines,
  repository: { directory: "packages/store-x" },
  files: ["dist", "README.md", "LICENSE"],
  exports: { ".": "./src/index.ts", "./internal/*": null, "./package.json": "./package.json" },
  publishConfig: {
    exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" }, "./internal/*": null, "./package.json": "./package.json" },
  },
};

async function judge(change: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  const folder = "packages/store-x";
  const files = { [`${folder}/README.md`]: "", [`${folder}/tsconfig.json`]: "{}", [`${folder}/src/index.ts`]: "" };
  const text = JSON.stringify({ ...manifest, ...change });
  return messages(
    await packageShape.run(tree({ "package.json": JSON.stringify({ engines }), ...files, [`${folder}/package.json`]: text })),
  );
}

test("a package of the right shape passes, and a private one is not judged", async () => {
  expect(await judge({})).toEqual([]);
  expect(await judge({ private: true, license: "MIT", exports: {} })).toEqual([]);
});

test.each([
  [{ name: "store-x" }, '"name" is not "@pagefile/store-x"'],
  [{ license: "MIT" }, '"license" is not "Apache-2.0"'],
  [{ type: "commonjs" }, '"type" is not "module"'],
  [{ engines: { node: ">=18" } }, '"engines" is not {"node":">=22"}'],
  [{ files: ["src"] }, '"files" is not ["dist","README.md","LICENSE"]'],
  [{ repository: {} }, '"repository.directory" is not "packages/store-x"'],
  [{ description: "" }, '"description" is missing'],
  [{ main: "./dist/index.js" }, '"exports" says it all; "main" and "types" are not needed'],
  [{ exports: { ...manifest.exports, ".": "./dist/index.js" } }, '"exports" does not run "." from ./src/index.ts'],
  [{ exports: { ".": "./src/index.ts" } }, '"exports" does not close "./internal/*" with null'],
  [{ publishConfig: {} }, '"publishConfig.exports" does not mirror "exports" in dist'],
])("a wrong shape is caught: %o", async (change, message) => {
  expect(await judge(change)).toContain(`packages/store-x/package.json ${message}`);
});

test("a missing file is caught", async () => {
  const text = JSON.stringify(manifest);
  const found = await packageShape.run(tree({ "package.json": JSON.stringify({ engines }), "packages/store-x/package.json": text }));
  expect(messages(found)).toEqual([
    "packages/store-x has no README.md",
    "packages/store-x has no tsconfig.json",
    "packages/store-x has no src/index.ts",
  ]);
});
