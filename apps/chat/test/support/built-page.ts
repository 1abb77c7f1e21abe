import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync } from "node:fs";
import { mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const app = fileURLToPath(new URL("../..", import.meta.url));

/** The page as it is published, built once for as long as its sources stay the same. Returns its folder. */
export async function builtPage(): Promise<string> {
  const folder = join(tmpdir(), `pagefile-page-${await hashOfSources()}`);
  if (existsSync(folder)) return folder;
  const unfinished = await mkdtemp(join(tmpdir(), "pagefile-page-building-"));
  const vite = join(dirname(createRequire(import.meta.url).resolve("vite/package.json")), "bin/vite.js");
  // Vitest's own NODE_ENV would build React's development version.
  const env = { ...process.env, NODE_ENV: "production" };
  await promisify(execFile)(process.execPath, [vite, "build", "--outDir", unfinished, "--emptyOutDir"], { cwd: app, env });
  // Another run may have been faster; then its page is as good.
  await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true }));
  return folder;
}

async function hashOfSources(): Promise<string> {
  const files = globSync(["src/page/**/*.*", "src/protocol/*.ts", "vite.config.ts", "package.json"], { cwd: app }).toSorted();
  const hash = createHash("sha256");
  for (const file of files) hash.update(`${file}\n`).update(await readFile(join(app, file)));
  return hash.digest("hex").slice(0, 16);
}
