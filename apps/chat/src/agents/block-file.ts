import type { BlockDefinition } from "@pagefile/core";
import { AgentFolderError } from "./agent-folder.ts";

const header = /^---\r?\n([\s\S]*?)\r?\n---\r?\n?/;

/**
 * A block of core memory as a file: its text, and before it, between two lines of `---`, what is to be said of it: `label`,
 * `description` and `limit`. @throws AgentFolderError
 */
export function readBlockFile(text: string, { file, label }: { readonly file: string; readonly label: string }): BlockDefinition {
  const members = new Map(
    (header.exec(text)?.[1] ?? "")
      .split(/\r?\n/)
      .filter((line) => line.trim() !== "")
      .map((line) => memberOf(line, file)),
  );
  const limit = members.get("limit");
  if (limit !== undefined && !/^[1-9]\d{0,5}$/.test(limit))
    throw new AgentFolderError(`${file}: “limit” is a number of characters, not ${limit}.`);
  const body = text.replace(header, "").trim();
  const most = limit === undefined ? 2000 : Number(limit);
  if (body.length > most) throw new AgentFolderError(`${file} has ${body.length} characters, more than its limit of ${most}.`);
  const description = members.get("description");
  return { label: members.get("label") ?? label, text: body, limit: most, ...(description !== undefined && { description }) };
}

function memberOf(line: string, file: string): readonly [string, string] {
  const [, name = "", value = ""] = /^(label|description|limit):\s*(.+?)\s*$/.exec(line) ?? [];
  if (name === "")
    throw new AgentFolderError(`${file}: a line of its header is “label: …”, “description: …” or “limit: …”, not ${JSON.stringify(line)}.`);
  return [name, value];
}
