import { join } from "node:path";
import { parseArgs } from "node:util";
import { Cache, cacheFolder } from "./cache.ts";
import { withLock } from "./lock.ts";
import type { Kit, Service } from "./part.ts";
import { lineProgress } from "./progress.ts";
import { isServiceName, parts, serviceNames, services, type ServiceName } from "./registry.ts";
import { findRunning, forgetRunning, rememberRunning } from "./running.ts";

const USAGE = `Usage: node tooling/services/src/main.ts COMMAND
  up NAME… [--port PORT]   install if need be, start, and leave running; prints the lines to export
  status                   what is installed and what runs
  down [NAME…]             end what \`up\` left running
Names: ${serviceNames.join(", ")}`;

async function up(names: readonly ServiceName[], port: number | undefined, kit: Kit): Promise<void> {
  const locks = await kit.cache.subfolder("locks");
  for (const name of names) {
    // Of two that start the same service at once, the second finds what the first has left running.
    const url = await withLock(join(locks, `up-${name}.lock`), () => runningUrl(services[name], port, kit));
    console.log(`export ${services[name].urlVariable}=${url}`);
  }
}

async function runningUrl(service: Service, port: number | undefined, kit: Kit): Promise<string> {
  const running = await findRunning(service, kit);
  if (running) return running.url;
  await service.install(kit);
  const { url, pid } = await service.start(kit, { detached: true, ...(port === undefined ? {} : { port }) });
  if (pid !== undefined) await rememberRunning(service, { url, pid }, kit);
  return url;
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
