import { readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { inEmptyFolder, runNode } from "./run-program.ts";

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

async function readmeProgram(): Promise<string> {
  const readme = await readFile(path("../../README.md"), "utf8");
  const [, program = ""] = /^```ts\n([\s\S]*?)^```$/m.exec(readme) ?? [];
  return program;
}

test("the README's program prints what it promises, here with the offline model in place of Ollama", async () => {
  const offline = (await readmeProgram())
    .replace(/^import \{ ollama \}.*$/m, 'import { offlineModel } from "@pagefile/core";')
    .replace(/ollama\.chat\([^)]*\)/, "offlineModel()");
  expect(offline).not.toContain("ollama");
  const printed = await inEmptyFolder(async (folder) => {
    await symlink(path("../node_modules"), join(folder, "node_modules"), "junction");
    await writeFile(join(folder, "package.json"), '{"type":"module"}');
    await writeFile(join(folder, "program.ts"), offline);
    return runNode(folder, ["program.ts"]);
  });
  expect(printed).toContain("Noted");
  expect(printed).toContain("My sister Ana moved to Porto in May. {");
});

test("the example for Ollama is the README's program, but for the choice of model", async () => {
  const example = await readFile(path("../ollama-agent.ts"), "utf8");
  const program = (await readmeProgram()).split("\n").filter((line) => !line.includes("ollama"));
  for (const line of program.filter((text) => !text.includes("createAgent({"))) expect(example).toContain(line);
});
