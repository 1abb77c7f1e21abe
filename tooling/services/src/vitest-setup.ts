import type { TestProject } from "vitest/node";
import { Cache, cacheFolder } from "./cache.ts";
import { namedServices } from "./named-services.ts";
import { isAskedFor, obtain, type Obtained } from "./obtain.ts";
import { lineProgress } from "./progress.ts";
import { services, type ServiceName } from "./registry.ts";
import type { ServiceState } from "./service-state.ts";

/** Vitest's `globalSetup`: gets what the test files of this run name ready, and ends it after them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { env } = process;
  const kit = { cache: new Cache(cacheFolder(env)), progress: lineProgress(process.stderr), env };
  const obtained = new Map<ServiceName, Obtained>();
  for (const name of await namedServices(project.vitest.state.getPaths())) {
    obtained.set(name, await obtain(services[name], kit));
  }
  const stopAll = async (): Promise<void> => {
    await Promise.all([...obtained.values()].map((service) => service.stop()));
  };

  const missing = [...obtained].flatMap(([name, { state }]) => ("url" in state ? [] : [describeMissing(name, state)]));
  const isRequired = env["PAGEFILE_REQUIRE_SERVICES"] === "1";
  const required = [...obtained].filter(([name, { state }]) => !("url" in state) && isAskedFor(services[name], env));
  if (isRequired && required.length > 0) {
    await stopAll();
    throw new Error(`PAGEFILE_REQUIRE_SERVICES is set.\n${missing.join("\n")}`);
  }

  project.provide("services", Object.fromEntries([...obtained].map(([name, { state }]) => [name, state])));
  return async () => {
    // After the tests, where it is read, and not before thousands of their lines.
    for (const text of missing) kit.progress.note(text);
    await stopAll();
  };
}

function describeMissing(name: ServiceName, state: Exclude<ServiceState, { url: string }>): string {
  return `suites that need ${name} were skipped: ${state.unavailable}\n  get it with: ${state.command}`;
}
