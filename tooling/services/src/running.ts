import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Kit, Service } from "./part.ts";

/** A server that goes on between test runs, as `up` leaves it. */
export interface RunningRecord {
  readonly url: string;
  /** Of its process group. */
  readonly pid: number;
}

/** The server of this kind that was left running and still answers. */
export async function findRunning(service: Service, kit: Kit): Promise<RunningRecord | undefined> {
  const text = await readFile(await recordFile(service, kit), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const record = JSON.parse(text) as RunningRecord;
  return (await service.ready(record.url)) ? record : undefined;
}

export async function rememberRunning(service: Service, record: RunningRecord, kit: Kit): Promise<void> {
  await writeFile(await recordFile(service, kit), JSON.stringify(record));
}

export async function forgetRunning(service: Service, kit: Kit): Promise<void> {
  await rm(await recordFile(service, kit), { force: true });
}

async function recordFile(service: Service, kit: Kit): Promise<string> {
  return join(await kit.cache.subfolder("running"), `${service.name}-${service.version}.json`);
}
