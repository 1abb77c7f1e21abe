import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, stampFile } from "./places.mjs";

/** What an install depends on: when this text is the same, there is nothing to install. */
function expectedStamp() {
  const hash = createHash("sha256").update(readFileSync(join(root, "pnpm-lock.yaml")));
  return `${hash.digest("hex")} ${process.platform}-${process.arch}\n`;
}

export function isInstalled() {
  try {
    return readFileSync(stampFile, "utf8") === expectedStamp();
  } catch {
    return false;
  }
}

export function markInstalled() {
  writeFileSync(stampFile, expectedStamp());
}
