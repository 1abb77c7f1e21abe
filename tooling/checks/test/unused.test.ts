import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { unused } from "../src/unused.ts";
import { messages } from "./tree.ts";

async function judge(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const root = mkdtempSync(join(tmpdir(), "pagefile-unused-"));
  mkdirSync(join(root, "src"));
  symlinkSync(fileURLToPath(new URL("../../../node_modules", import.meta.url)), join(root, "node_modules"), "junction");
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
  return messages(await unused.run({ root, files: new Map() }));
}

const manifest = { name: "x", type: "module", exports: "./src/index.ts" };
const index = 'export { a } from "./a.ts";\n';

test("what is used all over passes", async () => {
  expect(await judge({ "package.json": JSON.stringify(manifest), "src/index.ts": index, "src/a.ts": "export const a = 1;\n" })).toEqual([]);
});

test("a file, an export and a dependency that nothing uses are caught", async () => {
  const found = await judge({
    "package.json": JSON.stringify({ ...manifest, dependencies: { "left-pad": "1" } }),
    "src/index.ts": index,
    "src/a.ts": "export const a = 1;\nexport const b = 2;\n",
    "src/orphan.ts": "export const c = 3;\n",
  });
  expect(found).toEqual([
    "src/orphan.ts is a file that nothing uses",
    "package.json declares or exports what nothing uses: left-pad",
    "src/a.ts declares or exports what nothing uses: b",
  ]);
});
