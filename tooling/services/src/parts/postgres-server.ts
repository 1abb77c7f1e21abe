import { chown, cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { run } from "../command.ts";
import type { Kit, StartOptions } from "../part.ts";
import { freePort, startServer, type RunningServer } from "../server.ts";

/** Of the superuser `postgres`. */
export const password = "pagefile";

/** Tests throw the data away, so nothing waits for the disk. */
export const frugal: readonly string[] = ["fsync=off", "full_page_writes=off", "max_connections=200"];

/** Arguments of initdb. Without this locale neither upper case nor word boundaries are known outside of ASCII. */
export const locale: readonly string[] = ["--encoding=UTF8", "--locale=C.UTF-8"];

/** Here only, and by no socket in the file system. */
const LOCAL = ["unix_socket_directories=", "listen_addresses=127.0.0.1"];

export function urlAt(port: number): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
}

export interface PostgresEngine {
  /** Of the service. */
  readonly name: string;
  /** The folder with everything the engine needs. */
  readonly folder: string;
  /** Where in it the programs are. */
  readonly programs: string;
}

/** Starts a Postgres with an empty data folder, whose superuser is `postgres`. Stopping it removes the folder. */
export async function startPostgres(engine: PostgresEngine, kit: Kit, options: StartOptions = {}): Promise<RunningServer> {
  const { detached = false, port = await freePort() } = options;
  const { name } = engine;
  const home = await mkdtemp(join(tmpdir(), "pagefile-postgres-"));
  const drop = (): Promise<void> => rm(home, { recursive: true, force: true });
  try {
    const programs = join(await reachable(engine, home), engine.programs);
    const data = join(home, "data");
    const passwordFile = join(home, "password");
    await writeFile(passwordFile, password);
    await giveAway(home);
    const log = join(await kit.cache.subfolder("logs"), `${name}-initdb.log`);
    const choices = ["-U", "postgres", `--pwfile=${passwordFile}`, "-A", "scram-sha-256", ...locale, "--no-sync"];
    await run({ ...unprivileged(join(programs, "initdb"), ["-D", data, ...choices]), env: kit.env, cwd: home, log });
    const settings = [...frugal, ...LOCAL, `port=${port}`].flatMap((setting) => ["-c", setting]);
    const command = unprivileged(join(programs, "postgres"), ["-D", data, ...settings]);
    const server = await startServer({ name, url: urlAt(port), ready: answersQueries, ...command, env: kit.env }, kit, detached);
    return { ...server, stop: () => server.stop().then(drop) };
  } catch (error) {
    await drop();
    throw error;
  }
}

/** Whether a Postgres at `url` lets one in and answers. */
export async function answersQueries(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("SELECT 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Postgres refuses to run as root, and the user it runs as instead cannot look into root's cache. */
async function reachable({ folder }: PostgresEngine, home: string): Promise<string> {
  if (!isRoot() || folder.startsWith("/usr/")) return folder;
  const copy = join(home, "engine");
  await cp(folder, copy, { recursive: true });
  return copy;
}

async function giveAway(home: string): Promise<void> {
  if (!isRoot()) return;
  for (const path of [home, join(home, "password")]) await chown(path, NOBODY, NOBODY);
}

function unprivileged(command: string, args: readonly string[]): { command: string; args: readonly string[] } {
  if (!isRoot()) return { command, args };
  return { command: "setpriv", args: [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups", command, ...args] };
}

/** The user who owns nothing, on every Linux. */
const NOBODY = 65_534;

function isRoot(): boolean {
  return process.getuid?.() === 0;
}
