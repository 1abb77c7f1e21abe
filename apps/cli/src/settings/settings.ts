import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parseSpace } from "@pagefile/core/contracts";
import { UsageError } from "../usage-error.ts";
import type { CommandLine } from "./command-line.ts";
import type { Config } from "./config-file.ts";

/** Everything a command needs to know that was not typed as its words. */
export interface Settings {
  readonly file: string;
  readonly space: string;
  /** `offline`, `ollama/NAME` or `openai/NAME`; undefined takes the first that is there. */
  readonly model: string | undefined;
  /** As `model`, or `none`. */
  readonly embedder: string | undefined;
  /** Tokens. */
  readonly window: number | undefined;
  readonly json: boolean;
  readonly color: boolean;
}

/** The command line comes first, then the config file, then the defaults. @throws UsageError */
export function toSettings(line: CommandLine, config: Config, env: Readonly<Record<string, string | undefined>>): Settings {
  const { options } = line;
  const data = env["XDG_DATA_HOME"] || join(homedir(), ".local", "share");
  const chosen = (name: string): string | undefined => {
    const value = options[name] ?? config[name];
    return value === undefined ? undefined : String(value);
  };
  const window = chosen("window");
  return {
    file:
      options["file"] === undefined || options["file"] === ":memory:"
        ? (chosen("file") ?? join(data, "pagefile", "memory.db"))
        : resolve(String(options["file"])),
    space: spaceName(chosen("space") ?? "local/me"),
    model: chosen("model"),
    embedder: chosen("embedder"),
    window: window === undefined ? undefined : wholeNumber("--window", window),
    json: (options["json"] ?? config["json"]) === true,
    color: options["no-color"] !== true && config["color"] !== false,
  };
}

function spaceName(name: string): string {
  try {
    return parseSpace(name);
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

/** @throws UsageError */
export function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new UsageError(`${name} takes a whole number above 0, not ${JSON.stringify(text)}.`);
}
