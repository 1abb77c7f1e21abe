import { createRequire } from "node:module";
import { describe, test } from "vitest";
import { Cache, cacheFolder } from "../cache.ts";
import { lineProgress } from "../progress.ts";
import { faiss, faissAddon } from "./faiss.ts";

/** FAISS, ready to be used. */
export interface ReadyFaiss {
  /** The compiled addon, for another process. */
  readonly addon: string;
  /** What `import("faiss-node")` brings where its binary is installed. */
  readonly load: () => Promise<never>;
}

/**
 * A suite on FAISS, compiled first if need be. Where it cannot be had, the suite is skipped under its own name, and the
 * skipped test says why and by which command one gets it.
 */
export async function describeWithFaiss(title: string, suite: (ready: ReadyFaiss) => void): Promise<void> {
  const addon = await obtained();
  if ("path" in addon) {
    // Read when the library is loaded. With more threads their spinning barriers cost a thousand times the search on a busy machine.
    process.env["OMP_NUM_THREADS"] = "1";
    describe(title, () => suite({ addon: addon.path, load: async () => createRequire(import.meta.url)(addon.path) as never }));
    return;
  }
  process.stderr.write(`services: skipped what needs FAISS: ${addon.missing}\n`);
  if (process.env["PAGEFILE_REQUIRE_SERVICES"] === "1")
    throw new Error(`PAGEFILE_REQUIRE_SERVICES is set, and there is no FAISS: ${addon.missing}`);
  describe(title, () => {
    test.skip(`needs FAISS: ${addon.missing}`);
  });
}

async function obtained(): Promise<{ readonly path: string } | { readonly missing: string }> {
  const { env } = process;
  const wish = env["PAGEFILE_TEST_SERVICES"];
  if (wish && wish !== "all" && !wish.split(",").includes(faiss.name)) {
    return { missing: `PAGEFILE_TEST_SERVICES leaves it out. Get it with: PAGEFILE_TEST_SERVICES=faiss npm test` };
  }
  try {
    return { path: await faissAddon({ cache: new Cache(cacheFolder(env)), progress: lineProgress(process.stderr), env }) };
  } catch (error) {
    return { missing: `${error instanceof Error ? error.message : String(error)}. Then: npm test` };
  }
}
