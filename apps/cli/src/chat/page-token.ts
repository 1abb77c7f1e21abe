import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolder } from "../make-folder.ts";

/**
 * The token of the page, the same at every start, so that a bookmark and an open tab go on working. Only its owner can read the file.
 * Undefined where no file can be kept.
 */
export async function pageToken(file: string): Promise<string | undefined> {
  const kept = await keptToken(file);
  if (kept !== undefined) return kept;
  try {
    await makeFolder(dirname(file));
    await writeFile(file, `${randomBytes(16).toString("base64url")}\n`, { mode: 0o600, flag: "wx" });
  } catch {
    // Another process was first, or nothing can be written here.
  }
  return keptToken(file);
}

async function keptToken(file: string): Promise<string | undefined> {
  const text = (await readFile(file, "utf8").catch(() => "")).trim();
  return text.length >= 16 ? text : undefined;
}
