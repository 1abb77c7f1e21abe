import { globSync } from "node:fs";
import { root } from "./run-program.ts";
import type { SkippedSuite } from "./tally.ts";

/** The suites that need a server, as they are listed when a quick run leaves them out. */
export function integrationSuites(): readonly SkippedSuite[] {
  const files = globSync("{packages,apps,tooling}/*/test/**/*.integration.test.ts", { cwd: root });
  return files.toSorted().map((file) => ({ file, tests: 1, reason: "left out by --quick" }));
}
