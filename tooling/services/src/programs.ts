import { Cache, cacheFolder } from "./cache.ts";
import { obtain, type Obtained } from "./obtain.ts";
import type { Kit } from "./part.ts";
import { chromiumArguments, chromiumPath } from "./parts/chromium.ts";
import { faissAddon } from "./parts/faiss.ts";
import { lineProgress } from "./progress.ts";
import { type ServiceName, services } from "./registry.ts";

/** A server for a program that is no test: `state` has its URL, or why there is none; `stop` ends what was started. */
export function obtainService(name: ServiceName): Promise<Obtained> {
  return obtain(services[name], programKit());
}

/** The path of faiss-node's compiled addon. @throws Error that says what is missing */
export function obtainFaissAddon(): Promise<string> {
  return faissAddon(programKit());
}

/** A browser for a program that is no test. @throws Error that says what is missing */
export async function obtainChromium(): Promise<{ readonly executable: string; readonly args: readonly string[] }> {
  return { executable: await chromiumPath(programKit()), args: chromiumArguments() };
}

function programKit(): Kit {
  const { env } = process;
  return { cache: new Cache(cacheFolder(env)), progress: lineProgress(process.stderr), env };
}
