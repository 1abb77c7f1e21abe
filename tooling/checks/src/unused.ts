import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Check } from "./check.ts";

/** Nothing is exported, declared or kept that nothing uses. */
export const unused: Check = {
  name: "unused code",
  run({ root }) {
    const knip = join(root, "node_modules", "knip", "bin", "knip.js");
    const args = [knip, "--no-progress", "--reporter", "compact"];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
    if (status === 0) return [];
    const lines = `${stdout}${stderr}`.split("\n").filter((line) => line.trim() !== "");
    return lines.map((message) => ({ file: "knip", message }));
  },
};
