import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Check } from "./check.ts";

const heading = /^\w[\w ]+ \(\d+\)$/;

/** Nothing is exported, declared or kept that nothing uses. */
export const unused: Check = {
  name: "unused code",
  run({ root }) {
    const knip = join(root, "node_modules", "knip", "bin", "knip.js");
    const args = [knip, "--no-progress", "--reporter", "compact"];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
    if (status === 0) return [];
    return `${stdout}${stderr}`.split("\n").flatMap((line) => {
      const [, file = "", what = ""] = /^(\S+\.\w+): (.*)$/.exec(line) ?? [];
      if (file === "") return line.trim() === "" || heading.test(line) ? [] : [{ file: "knip", message: line }];
      return [{ file, message: what === file ? "is a file that nothing uses" : `declares or exports what nothing uses: ${what}` }];
    });
  },
};
