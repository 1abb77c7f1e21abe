import { parseArgs } from "node:util";
import { Cache, cacheFolder } from "./cache.ts";
import type { Kit } from "./part.ts";
import { lineProgress } from "./progress.ts";
import { isServiceName, parts, serviceNames, services, type ServiceName } from "./registry.ts";
import { findRunning, forgetRunning, rememberRunning } from "./running.ts";

const USAGE = `Usage: node tooling/services/src/main.ts COMMAND
  up NAME… [--port PORT]   install if need be, start, and leave running; prints the lines to export
  status                   what is installed and what runs
  down [NAME…]             end what \`up\` left running
Names: ${serviceNames.join(", ")}`;

async function up(names: readonly ServiceName[], port: number | undefined, kit: Kit): Promise<void> {
  for (const name of names) {
    const service = services[name];
    let url = (await findRunning(service, kit))?.url;
    if (url === undefined) {
      await service.install(kit);
      const server = await service.start(kit, { detached: true, ...(port === undefined ? {} : { port }) });
      if (server.pid !== undefined) await rememberRunning(service, { url: server.url, pid: server.pid }, kit);
      url = server.url;
    }
    console.log(`export ${service.urlVariable}=${url}`);
  }
}

async function status(kit: Kit): Promise<void> {
  console.log(`cache: ${kit.cache.folder}`);
  for (const part of parts) console.log(`${part.name} ${part.version}: ${part.installed(kit) ? "installed" : "not installed"}`);
  for (const name of serviceNames) {
    const running = await findRunning(services[name], kit);
    if (running) console.log(`${name} runs at ${running.url}, process ${running.pid}`);
  }
}

async function down(names: readonly ServiceName[], kit: Kit): Promise<void> {
  for (const name of names) {
    const running = await findRunning(services[name], kit);
    // Only a server that still answers is ours for certain: a process id alone may have a new owner.
    if (running) process.kill(-running.pid, "SIGTERM");
    await forgetRunning(services[name], kit);
    console.error(running ? `${name} ended` : `${name} was not running`);
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { port: { type: "string" } } });
  const [command, ...names] = positionals;
  const known = names.filter(isServiceName);
  const { env } = process;
  const kit = { cache: new Cache(cacheFolder(env)), progress: lineProgress(process.stderr), env };
  if (known.length < names.length || (command === "up" && known.length === 0)) throw new TypeError(USAGE);
  if (command === "up") await up(known, values.port === undefined ? undefined : Number(values.port), kit);
  else if (command === "status") await status(kit);
  else if (command === "down") await down(known.length > 0 ? known : serviceNames, kit);
  else throw new TypeError(USAGE);
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
