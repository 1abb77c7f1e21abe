import { spawn } from "node:child_process";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { pnpmBin } from "./install.mjs";
import { root } from "./places.mjs";

const forwarded = ["SIGTERM", "SIGHUP"];

/** Runs a file with `node`, as if this process were it: same terminal, same signals, same exit code. */
export function runChild(node, args) {
  const path = [dirname(node), join(root, "node_modules", ".bin"), pnpmBin, process.env.PATH ?? ""].join(delimiter);
  const child = spawn(node, ["--disable-warning=ExperimentalWarning", ...args], {
    stdio: "inherit",
    env: { ...process.env, PATH: path },
  });
  for (const signal of forwarded) process.on(signal, () => child.kill(signal));
  // Ctrl-C reaches the child through the terminal; what it means is the child's decision.
  process.on("SIGINT", () => {});
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}
