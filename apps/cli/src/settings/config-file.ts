import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { UsageError } from "../usage-error.ts";
import { didYouMean } from "./nearest.ts";
import { allOptions, type Option } from "./options.ts";
import { withoutSecrets } from "./places.ts";

/** The settings of a config file, by the names of the options. */
export interface Config {
  readonly values: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** Paths in it are from here. */
  readonly folder: string;
}

interface Place {
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads `pagefile.config.json` of the working folder or, where there is none, the user's own.
 * @throws UsageError for JSON that is none, an unknown name or a value of the wrong type
 */
export async function readConfig({ folder, env }: Place): Promise<Config> {
  const own = join(env["XDG_CONFIG_HOME"] || join(homedir(), ".config"), "pagefile", "config.json");
  for (const path of [join(folder, "pagefile.config.json"), own]) {
    const text = await readIfThere(path);
    if (text !== undefined) return checkConfig(path, text);
  }
  return { values: {}, folder };
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new UsageError(`The config file ${path} cannot be read: ${(error as Error).message}.`, { cause: error });
  }
}

/** `color: false` and `web: false` are the config file's way to say `--no-color` and `--no-web`. */
const names: Readonly<Record<string, SettingType>> = {
  ...Object.fromEntries(
    Object.entries(allOptions()).flatMap(([name, option]) => (option.configurable === true ? [[name, typeOf(option)] as const] : [])),
  ),
  color: "boolean",
  web: "boolean",
};

type SettingType = "string" | "number" | "boolean" | "list of strings";

function typeOf({ value, multiple }: Option): SettingType {
  if (multiple === true) return "list of strings";
  return value === undefined ? "boolean" : value === "TOKENS" || value === "PORT" ? "number" : "string";
}

function isOfType(value: unknown, type: SettingType): boolean {
  return type === "list of strings" ? Array.isArray(value) && value.every((item) => typeof item === "string") : typeof value === type;
}

function checkConfig(path: string, text: string): Config {
  const values = parseObject(path, text);
  for (const [name, value] of Object.entries(values)) {
    const type = Object.hasOwn(names, name) ? names[name] : undefined;
    if (type === undefined) {
      throw new UsageError(
        `${path}: there is no setting ${JSON.stringify(name)}.${didYouMean(name, Object.keys(names))} The settings are ${Object.keys(names).join(", ")}.`,
      );
    }
    if (!isOfType(value, type)) throw new UsageError(`${path}: "${name}" must be a ${type}, not ${withoutSecrets(JSON.stringify(value))}.`);
  }
  return { values, folder: dirname(path) };
}

function parseObject(path: string, text: string): Config["values"] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${(error as Error).message}.`, { cause: error });
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Config["values"];
  throw new UsageError(`${path} must hold one JSON object, such as {"space": "local/me"}.`);
}
