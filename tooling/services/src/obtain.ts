import type { Environment } from "./environment.ts";
import type { Kit, Service } from "./part.ts";
import { findRunning } from "./running.ts";
import type { RunningServer } from "./server.ts";
import type { ServiceState } from "./service-state.ts";

export interface Obtained {
  readonly state: ServiceState;
  stop(): Promise<void>;
}

/**
 * Gets a service ready for tests: the server its URL variable names, else one that `up` left running,
 * else one of our own, installed first if need be. Never throws: what cannot be had says why.
 */
export async function obtain(service: Service, kit: Kit): Promise<Obtained> {
  try {
    const server = (await existing(service, kit)) ?? refusal(service, kit) ?? (await ownServer(service, kit));
    if ("unavailable" in server) return { state: server, stop: async () => {} };
    return { state: { url: server.url }, stop: () => server.stop() };
  } catch (error) {
    const unavailable = error instanceof Error ? error.message : String(error);
    return { state: { unavailable, command: `${service.urlVariable}=URL npm test` }, stop: async () => {} };
  }
}

/**
 * Whether `PAGEFILE_TEST_SERVICES` asks for this service: `all`, `none`, or names with commas between.
 * Unset, it asks for those that install in a few minutes.
 */
export function isAskedFor(service: Service, env: Environment): boolean {
  const wish = env["PAGEFILE_TEST_SERVICES"];
  if (!wish) return service.costly === undefined;
  return wish === "all" || wish.split(",").includes(service.name);
}

async function existing(service: Service, kit: Kit): Promise<RunningServer | undefined> {
  const given = kit.env[service.urlVariable]?.replace(/\/+$/, "");
  if (given) {
    if (!(await service.ready(given))) throw new Error(`nothing answers at ${given}`);
    await service.adopt?.(given, kit);
  }
  const url = given || (await findRunning(service, kit))?.url;
  return url === undefined ? undefined : { url, stop: async () => {} };
}

function refusal(service: Service, kit: Kit): Exclude<ServiceState, { url: string }> | undefined {
  if (isAskedFor(service, kit.env)) return undefined;
  if (kit.env["PAGEFILE_TEST_SERVICES"]) {
    return { unavailable: "PAGEFILE_TEST_SERVICES leaves it out", command: `PAGEFILE_TEST_SERVICES=${service.name} npm test` };
  }
  if (service.installed(kit)) return undefined;
  return { unavailable: `not in the cache (${service.costly})`, command: "PAGEFILE_TEST_SERVICES=all npm test" };
}

async function ownServer(service: Service, kit: Kit): Promise<RunningServer> {
  await service.install(kit);
  return kit.progress.step(`starting ${service.name} ${service.version}`, () => service.start(kit));
}
