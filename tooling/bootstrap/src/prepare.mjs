import { join } from "node:path";
import { bringPnpm, hasPnpm, installDependencies } from "./install.mjs";
import { withLock } from "./lock.mjs";
import { chooseNode } from "./node-version.mjs";
import { home } from "./places.mjs";
import { startProgress } from "./progress.mjs";
import { isInstalled, markInstalled } from "./stamp.mjs";

/** Makes the clone ready to run, and returns the Node to run it with. Does nothing at all when it is ready. */
export async function prepare() {
  if (!isInstalled()) {
    await withLock(join(home, "lock"), async () => {
      if (!isInstalled()) await install();
    });
  }
  const node = chooseNode();
  if (node) return node;
  throw new Error(
    `Pagefile needs Node 22.18, 24 or 26 and found ${process.versions.node}. npm carries no newer Node for ${process.platform}-${process.arch}; please install one from nodejs.org.`,
  );
}

async function install() {
  const progress = startProgress();
  try {
    if (!hasPnpm()) {
      progress.say("Getting ready, which takes long only the first time: fetching pnpm");
      await bringPnpm();
    }
    progress.say("Getting ready, which takes long only the first time: installing the packages");
    await installDependencies();
    markInstalled();
  } finally {
    progress.finish();
  }
}
