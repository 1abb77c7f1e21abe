import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Check, Finding } from "./check.ts";
import type { Repository } from "./repository.ts";
import { listSnippets, type Snippet } from "./snippets.ts";
import { dependencyNames, listPackages } from "./workspace-package.ts";

/** What a reader copies out of a document compiles. */
export const snippetsCompile: Check = {
  name: "snippets compile",
  run(repository) {
    const snippets = listSnippets(repository);
    if (snippets.length === 0) return [];
    const folder = join(repository.root, "node_modules", ".cache", "snippets");
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    linkPackages(repository, folder);
    const options = { noUnusedLocals: false, noUnusedParameters: false, isolatedDeclarations: false, declaration: false };
    const base = join(repository.root, "tsconfig.base.json");
    writeFileSync(join(folder, "package.json"), '{"type":"module"}');
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ extends: base, compilerOptions: options, include: ["*.ts"] }));
    for (const [index, { code }] of snippets.entries()) {
      writeFileSync(join(folder, `${index}.ts`), `${code}\nexport {};\n`);
    }
    return compile(join(repository.root, "node_modules", "typescript", "bin", "tsc"), folder, snippets);
  },
};

/** Makes every package of the workspace, and what they depend on, importable from the folder. */
function linkPackages(repository: Repository, folder: string): void {
  const targets = new Map<string, string>();
  for (const unit of listPackages(repository)) {
    const home = join(repository.root, unit.folder);
    for (const name of dependencyNames(unit.manifest, ["dependencies"])) targets.set(name, join(home, "node_modules", name));
  }
  for (const unit of listPackages(repository)) targets.set(unit.name, join(repository.root, unit.folder));
  for (const [name, target] of targets) {
    const link = join(folder, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(target, link, "junction");
  }
}

function compile(compiler: string, folder: string, snippets: readonly Snippet[]): readonly Finding[] {
  const args = [compiler, "-p", folder, "--pretty", "false"];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  const findings = stdout.split("\n").flatMap((text): readonly Finding[] => {
    const [, index, line, message] = /^(\d+)\.ts\((\d+),\d+\): error (.*)$/.exec(text) ?? [];
    const snippet = snippets[Number(index)];
    if (snippet === undefined) return [];
    return [{ file: snippet.file, line: snippet.line + Number(line) - 1, message: message ?? "" }];
  });
  if (status === 0 || findings.length > 0) return findings;
  return [{ file: "the documents", message: `the compiler failed: ${stdout}${stderr}` }];
}
