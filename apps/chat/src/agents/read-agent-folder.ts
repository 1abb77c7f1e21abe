import { readdir, readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { BlockDefinition } from "@pagefile/core";
import { type AgentFolder, AgentFolderError } from "./agent-folder.ts";
import { readTools } from "./agent-tools.ts";
import { readBlockFile } from "./block-file.ts";
import { readSettingsFile } from "./settings-file.ts";

/**
 * Reads an agent from its folder: `agent.json`, `persona.md`, and where they are there `instructions.md`, `blocks/*.md`,
 * `documents/*` and `tools/*.mjs`, which are run. @throws AgentFolderError
 */
export async function readAgentFolder(folder: string): Promise<AgentFolder> {
  const path = resolve(folder);
  const id = basename(path);
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(id))
    throw new AgentFolderError(
      `${path}: the name of an agent's folder is of letters, digits, ".", "_" and "-", since its space is named after it.`,
    );
  const settings = await requiredFile(path, "agent.json");
  const persona = await requiredFile(path, "persona.md");
  const instructions = await optionalFile(join(path, "instructions.md"));
  const blocks = [
    readBlockFile(persona, { file: join(path, "persona.md"), label: "persona" }),
    ...(await readBlocks(join(path, "blocks"))),
  ];
  const twice = blocks.find(({ label }, at) => blocks.findIndex((block) => block.label === label) < at);
  if (twice !== undefined) throw new AgentFolderError(`${path}: two blocks are labelled ${JSON.stringify(twice.label)}.`);
  return {
    id,
    path,
    ...readSettingsFile(settings, { file: join(path, "agent.json"), id }),
    ...(instructions !== undefined && { instructions: instructions.trim() }),
    blocks,
    documents: await filesIn(join(path, "documents")),
    tools: await readTools(join(path, "tools"), await filesIn(join(path, "tools"))),
  };
}

/** The agents that lie in a folder, each a folder of its own, by name. @throws AgentFolderError */
export async function readAgentFolders(folder: string): Promise<readonly AgentFolder[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    throw new AgentFolderError(`${folder} cannot be read: ${error.code === "ENOENT" ? "there is no such folder" : error.message}.`, {
      cause: error,
    });
  });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
  return Promise.all(names.map((name) => readAgentFolder(join(folder, name))));
}

async function readBlocks(folder: string): Promise<readonly BlockDefinition[]> {
  const names = (await filesIn(folder)).filter((name) => name.endsWith(".md"));
  return Promise.all(
    names.map(async (name) => {
      const file = join(folder, name);
      return readBlockFile(await readFile(file, "utf8"), { file, label: basename(name, ".md") });
    }),
  );
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map(({ name }) => name)
    .toSorted();
}

async function requiredFile(folder: string, name: string): Promise<string> {
  const text = await optionalFile(join(folder, name));
  if (text === undefined) throw new AgentFolderError(`${folder} is no agent: it has no ${name}.`);
  return text;
}

async function optionalFile(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new AgentFolderError(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}
