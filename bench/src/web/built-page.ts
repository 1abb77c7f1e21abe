import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

/** Builds the page as it is published. Returns its folder, in the one given. */
export async function builtPage(folder: string): Promise<string> {
  const out = join(folder, "page");
  const app = createRequire(import.meta.url).resolve("@pagefile/chat/package.json");
  const vite = join(dirname(createRequire(app).resolve("vite/package.json")), "bin/vite.js");
  // A NODE_ENV of a test run would build React's development version.
  const env = { ...process.env, NODE_ENV: "production" };
  await promisify(execFile)(process.execPath, [vite, "build", "--outDir", out, "--emptyOutDir"], { cwd: dirname(app), env });
  return out;
}
