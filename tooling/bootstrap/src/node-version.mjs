import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "./places.mjs";

/** Whether this Node runs TypeScript without a flag and is in the `engines` of the workspace. */
export function runsTypeScript(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major === 24 || major >= 26 || (major === 22 && minor >= 18);
}

/** The Node that came with the dependencies, or undefined where npm has none for this machine. */
export function broughtNode() {
  const file = join(root, "node_modules", ".bin", "node");
  return existsSync(file) ? file : undefined;
}

/** The Node to run the workspace with: the machine's own if it is good enough, else the one that was brought. */
export function chooseNode() {
  return runsTypeScript(process.versions.node) ? process.execPath : broughtNode();
}
