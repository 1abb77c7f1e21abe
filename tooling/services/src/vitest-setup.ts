import type { TestProject } from "vitest/node";
import { Cache, cacheFolder } from "./cache.ts";
import { namedServices } from "./named-services.ts";
import { isAskedFor, obtain, type Obtained } from "./obtain.ts";
import { lineProgress } from "./progress.ts";
import { services, type ServiceName } from "./registry.ts";

/** Vitest's `globalSetup`: gets what the test files of this run name ready, and ends it after them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { env } = process;
  const kit = { cache: new Cache(cacheFolder(env)), progress: lineProgress(process.stderr), env };
  const obtained: [ServiceName, Obtained][] = [];
  for (const name of await namedServices(project.vitest.state.getPaths())) {
    obtained.push([name, await obtain(services[name], kit)]);
  }
  const stopAll = async (): Promise<void> => {
    await Promise.all(obtained.map(([, service]) => service.stop()));
  };

  if (env["PAGEFILE_REQUIRE_SERVICES"] === "1") {
    const required = missing(obtained.filter(([name]) => isAskedFor(services[name], env)));
    if (required.length > 0) {
      await stopAll();
      throw new Error(`PAGEFILE_REQUIRE_SERVICES is set, and there is no ${required.join("\nno ")}`);
    }
  }

  project.provide("services", Object.fromEntries(obtained.map(([name, { state }]) => [name, state])));
  return async () => {
    // After the tests, where it is read, and not before thousands of their lines.
    for (const text of missing(obtained)) kit.progress.note(`skipped what needs ${text}`);
    await stopAll();
  };
}

function missing(obtained: readonly [ServiceName, Obtained][]): readonly string[] {
  return obtained.flatMap(([name, { state }]) =>
    "url" in state ? [] : [`${name}: ${state.unavailable}\n  get it with: ${state.command}`],
  );
}
