/**
 * `node tooling/bootstrap/start.mjs ARGUMENTS…` is `npm start`: makes the clone ready, builds the page where a person will open it and
 * it changed, and becomes the program.
 */
import { resolve } from "node:path";
import { opensPage } from "./src/opens-page.mjs";
import { ensurePage } from "./src/page.mjs";
import { root } from "./src/places.mjs";
import { prepare } from "./src/prepare.mjs";
import { runChild } from "./src/run-child.mjs";

const args = process.argv.slice(2);
try {
  const node = await prepare();
  // Without its page the chat at the terminal is still worth having.
  if (opensPage(args, process.stdin.isTTY === true && process.stdout.isTTY === true))
    await ensurePage(node).catch((error) => process.stderr.write(`${error.message}\n`));
  process.exitCode = await runChild(node, [resolve(root, "apps/cli/src/main.ts"), "chat", ...args]);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
