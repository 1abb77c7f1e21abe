import { parseSpace } from "@pagefile/core/contracts";
import { AgentFolderError, type AgentFolder, type AgentSettings, type MountSetting } from "./agent-folder.ts";

/** What `agent.json` says. */
export type SettingsFile = Pick<
  AgentFolder,
  "title" | "description" | "starters" | "perSpace" | "space" | "settings" | "mounts" | "documentsIn" | "afterImport"
>;

const known = [
  "title",
  "description",
  "starters",
  "perSpace",
  "space",
  "recall",
  "window",
  "tables",
  "graph",
  "extract",
  "mounts",
  "documentsIn",
  "afterImport",
];

/** @param id Stands in for what the file leaves out. @throws AgentFolderError */
export function readSettingsFile(text: string, { file, id }: { readonly file: string; readonly id: string }): SettingsFile {
  const members = parse(text, file);
  const wrong = (name: string, wanted: string): never => {
    throw new AgentFolderError(`${file}: “${name}” is ${wanted}, not ${JSON.stringify(members[name]) ?? "absent"}.`);
  };
  const stranger = Object.keys(members).find((name) => !known.includes(name));
  if (stranger !== undefined) throw new AgentFolderError(`${file}: “${stranger}” means nothing here; there are ${known.join(", ")}.`);

  const textOf = (name: string): string => {
    const value = members[name];
    return typeof value === "string" && value.trim() !== "" ? value : wrong(name, "a text");
  };
  const optional = (name: string): string | undefined => (members[name] === undefined ? undefined : textOf(name));
  const switched = (name: string): boolean => {
    const value = members[name] ?? false;
    return typeof value === "boolean" ? value : wrong(name, "true or false");
  };
  const oneOf = <T extends string>(name: string, words: readonly [T, ...T[]]): T =>
    words.find((word) => word === (members[name] ?? words[0])) ?? wrong(name, words.join(", "));
  const { window, starters = [], mounts = [] } = members;
  if (window !== undefined && !(typeof window === "number" && Number.isSafeInteger(window) && window >= 1024))
    return wrong("window", "a whole number of tokens from 1024 on");
  if (!Array.isArray(starters) || !starters.every((starter) => typeof starter === "string")) return wrong("starters", "a list of texts");
  if (!Array.isArray(mounts) || !mounts.every(isMount))
    return wrong("mounts", 'a list of { "space": "TENANT/name", "access": "read" or "write", "title"? }');
  if (new Set(mounts.map(({ space }) => space)).size < mounts.length) return wrong("mounts", "a list that names each space once");
  const settings: AgentSettings = {
    recall: oneOf("recall", ["auto", "tool", "off"]),
    ...(window !== undefined && { window }),
    tables: switched("tables"),
    graph: switched("graph"),
    extract: oneOf("extract", ["rules", "model", "off"]),
  };
  const [perSpace, documentsIn, afterImport] = [optional("perSpace"), optional("documentsIn"), optional("afterImport")];
  if (documentsIn !== undefined && !mounts.some(({ space }) => space === documentsIn)) return wrong("documentsIn", "a space of “mounts”");
  const space = optional("space") ?? id;
  if (!isSpace(`tenant/${space}`)) return wrong("space", "a name of at most 64 letters, digits, “.”, “_” and “-”");
  return {
    title: textOf("title"),
    description: textOf("description"),
    starters,
    space,
    settings,
    mounts,
    ...(perSpace !== undefined && { perSpace }),
    ...(documentsIn !== undefined && { documentsIn }),
    ...(afterImport !== undefined && { afterImport }),
  };
}

function parse(text: string, file: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new AgentFolderError(`${file} is not JSON: ${(error as Error).message}`, { cause: error });
  }
  throw new AgentFolderError(`${file} holds no JSON object.`);
}

function isMount(value: unknown): value is MountSetting {
  if (typeof value !== "object" || value === null) return false;
  const { space, access, title } = value as Readonly<Record<string, unknown>>;
  return isSpace(space) && (access === "read" || access === "write") && (title === undefined || typeof title === "string");
}

function isSpace(name: unknown): boolean {
  try {
    parseSpace(name);
    return true;
  } catch {
    return false;
  }
}
