/**
 * `node tooling/bootstrap/run.mjs FILE ARGUMENTS…` runs a file of the workspace on any machine with Node 20 and npm:
 * installs the dependencies if the lockfile changed since the last time, picks a Node that runs TypeScript, and gets out of the way.
 */
import { resolve } from "node:path";
import { prepare } from "./src/prepare.mjs";
import { root } from "./src/places.mjs";
import { runChild } from "./src/run-child.mjs";

const [file = "", ...args] = process.argv.slice(2);
try {
  const node = await prepare();
  process.exitCode = await runChild(node, [resolve(root, file), ...args]);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
