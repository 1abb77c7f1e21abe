import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Tool, ToolEffect } from "@pagefile/core";
import { AgentFolderError } from "./agent-folder.ts";

/** What the tool of an agent's folder is given. */
export interface AgentToolOptions {
  /** A folder that is the agent's own to write to. It may not be there yet. */
  readonly data: string;
}

/** A file of `tools`: what it exports makes the tool, once for all spaces of the agent. */
export interface AgentToolFile {
  readonly file: string;
  /** The file's name without its ending, which is the tool's. */
  readonly name: string;
  readonly make: (options: AgentToolOptions) => unknown;
}

const effects: readonly ToolEffect[] = ["read", "memory", "external", "irreversible"];

/** Loads the tools of a folder. They run with all that the program may do, so it is the program's owner who puts them there. @throws AgentFolderError */
export async function readTools(folder: string, names: readonly string[]): Promise<readonly AgentToolFile[]> {
  return Promise.all(
    names.filter((name) => name.endsWith(".mjs")).map((name) => readTool(join(folder, name), name.slice(0, -".mjs".length))),
  );
}

async function readTool(file: string, name: string): Promise<AgentToolFile> {
  if (!/^[a-z][a-z0-9_]{0,63}$/.test(name))
    throw new AgentFolderError(`${file}: the name of a tool is of small letters, digits and “_”, and begins with a letter.`);
  const { default: make } = await load(file);
  if (typeof make === "function") return { file, name, make: make as AgentToolFile["make"] };
  throw new AgentFolderError(`${file} exports no function by default; expected is one that takes { data } and returns a tool.`);
}

async function load(file: string): Promise<{ readonly default?: unknown }> {
  try {
    return (await import(pathToFileURL(file).href)) as { readonly default?: unknown };
  } catch (error) {
    throw new AgentFolderError(`${file} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** @throws AgentFolderError for what is no tool */
export function makeTools(files: readonly AgentToolFile[], options: AgentToolOptions): readonly Tool[] {
  return files.map(({ file, name, make }) => {
    const tool = made(file, () => make(options));
    const wrong = faultOf(tool, name);
    if (wrong !== undefined) throw new AgentFolderError(`${file}: ${wrong}`);
    return tool as unknown as Tool;
  });
}

function made(file: string, make: () => unknown): Readonly<Record<string, unknown>> {
  try {
    const tool = make();
    return typeof tool === "object" && tool !== null ? (tool as Readonly<Record<string, unknown>>) : {};
  } catch (error) {
    throw new AgentFolderError(`${file} made no tool: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function faultOf({ name, description, parameters, effect, run }: Readonly<Record<string, unknown>>, expected: string): string | undefined {
  if (name !== expected) return `“name” of its tool is “${expected}”, as the file is called, not ${shown(name)}.`;
  if (typeof description !== "string" || description.trim() === "")
    return `“description” is a text for the model, not ${shown(description)}.`;
  if (typeof parameters !== "object" || parameters === null || !("type" in parameters) || parameters.type !== "object")
    return `“parameters” is a JSON Schema of type object, not ${shown(parameters)}.`;
  if (!effects.some((known) => known === effect)) return `“effect” is ${effects.join(", ")}, not ${shown(effect)}.`;
  return typeof run === "function" ? undefined : `“run” is a function, not ${shown(run)}.`;
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? "absent";
}
