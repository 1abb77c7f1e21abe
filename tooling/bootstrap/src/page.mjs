import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { withLock } from "./lock.mjs";
import { root as clone } from "./places.mjs";
import { startProgress } from "./progress.mjs";

/** What the page is made of: its own code, the protocol, what it takes from other packages, and the versions of its libraries. */
const sources = ["apps/chat/src/page", "apps/chat/src/protocol", "packages/ai-sdk/src", "packages/core/src/contracts"];
const files = ["apps/chat/vite.config.ts", "apps/chat/package.json", "pnpm-lock.yaml"];

/**
 * Builds the page of the web chat in a clone where that was not done yet, or its sources changed since; else does nothing but look.
 * A published package has the page in it and never comes here.
 */
export async function ensurePage(node, { root = clone, build = buildPage, showProgress = startProgress } = {}) {
  if (isBuilt(root)) return;
  await withLock(join(root, ".bootstrap", "page-lock"), async () => {
    if (isBuilt(root)) return;
    const stamp = expectedStamp(root);
    const progress = showProgress();
    try {
      progress.say("Building the page, which takes a few seconds only when it changed");
      await build(node, root);
    } finally {
      progress.finish();
    }
    mkdirSync(dirname(stampFile(root)), { recursive: true });
    writeFileSync(stampFile(root), stamp);
  });
}

function isBuilt(root) {
  if (!existsSync(join(root, "apps/chat/dist/page/index.html"))) return false;
  try {
    return readFileSync(stampFile(root), "utf8") === expectedStamp(root);
  } catch {
    return false;
  }
}

/** Not in `dist`, which is published. */
function stampFile(root) {
  return join(root, ".bootstrap", "page-stamp");
}

function expectedStamp(root) {
  const hash = createHash("sha256");
  const names = [...files, ...sources.flatMap((folder) => filesIn(root, folder))];
  for (const name of names) hash.update(`${name}\0`).update(readFileSync(join(root, name)));
  return `${hash.digest("hex")}\n`;
}

function filesIn(root, folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, path, name }) => join(parentPath ?? path, name).slice(join(root, "/").length))
    .sort();
}

function buildPage(node, root) {
  const cwd = join(root, "apps", "chat");
  const vite = join(cwd, "node_modules", "vite", "bin", "vite.js");
  return new Promise((resolve, reject) => {
    const child = spawn(node, [vite, "build", "--logLevel", "error"], { cwd, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const keep = (chunk) => {
      output += chunk;
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The page could not be built:\n\n${output.trim().split("\n").slice(-15).join("\n")}`));
    });
  });
}
