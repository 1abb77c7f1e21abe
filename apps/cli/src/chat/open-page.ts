import { stat } from "node:fs/promises";
import { join } from "node:path";
import { type ChatServer, serveChat, ServeRefused, type SharedAgentsOptions } from "@pagefile/chat";
import type { Program } from "../program.ts";
import { dataFolder, type JournalPlace } from "../settings/places.ts";
import { UsageError } from "../usage-error.ts";
import { type Note, refuseFolder } from "./agents-options.ts";
import { pageToken } from "./page-token.ts";

/** The web page, which shows the same agents. @throws UsageError where it would not be safe, or cannot have its port */
export async function openPage({ settings, env }: Program, options: SharedAgentsOptions, note: Note): Promise<ChatServer> {
  const { port, host, publicUrls } = settings.page;
  const given = env["PAGEFILE_TOKEN"];
  // A token that nobody chose is for this machine only.
  const token = given || (host === undefined ? await pageToken(join(dataFolder(env), "page-token")) : undefined);
  try {
    return await serveChat({
      ...options,
      publicUrls,
      bytes: () => bytesOf(settings.journal),
      onError: (error) => note(`the page: ${error instanceof Error ? error.message : String(error)}`, true),
      ...(port !== undefined && { port }),
      ...(host !== undefined && { host }),
      ...(token && { token }),
    });
  } catch (error) {
    if (!(error instanceof ServeRefused)) return refuseFolder(error);
    const hint = given ? "" : " PAGEFILE_TOKEN sets a token.";
    throw new UsageError(`${error.message}${hint}`, { cause: error });
  }
}

async function bytesOf(journal: JournalPlace): Promise<number | undefined> {
  if (journal.kind !== "sqlite" || journal.file === ":memory:") return undefined;
  const sizes = ["", "-wal"].map(async (end) => (await stat(journal.file + end).catch(() => undefined))?.size ?? 0);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
