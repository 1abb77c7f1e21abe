import { dirname, join, resolve } from "node:path";
import { parseSpace } from "@pagefile/core/contracts";
import { UsageError } from "../usage-error.ts";
import type { CommandLine } from "./command-line.ts";
import type { Config } from "./config-file.ts";
import { didYouMean } from "./nearest.ts";
import { dataFolder, type JournalPlace, journalPlace, type StorePlace, storePlace } from "./places.ts";

/** Everything a command needs to know that was not typed as its words. */
export interface Settings {
  readonly journal: JournalPlace;
  /** The folder that the tools of agents write to: beside the journal's file, or where the program keeps what is the user's. */
  readonly data: string;
  /** In order of preference. */
  readonly stores: readonly StorePlace[];
  readonly space: string;
  /** Every space there is, and not `space` alone. */
  readonly everySpace: boolean;
  /** `offline`, `ollama/NAME` or `openai/NAME`; undefined takes the first that is there. */
  readonly model: string | undefined;
  /** As `model`, or `none`. */
  readonly embedder: string | undefined;
  /** Tokens. */
  readonly window: number | undefined;
  /** Whether the model is offered tools for the graph and for tables; undefined leaves it to the window. */
  readonly graph: boolean | undefined;
  readonly tables: boolean | undefined;
  /** Undefined leaves it to the agent. */
  readonly extract: (typeof extractors)[number] | undefined;
  /** Who begins in a space that has nobody yet. */
  readonly agent: string | undefined;
  /** Folders of agents beside the built-in ones. */
  readonly agentFolders: readonly string[];
  readonly page: PageSettings;
  readonly json: boolean;
  readonly color: boolean;
}

export interface PageSettings {
  /** Whether a chat at a terminal has the page beside it. */
  readonly beside: boolean;
  readonly port: number | undefined;
  readonly host: string | undefined;
  readonly publicUrls: readonly string[];
}

export const extractors = ["rules", "model", "off"] as const;

interface World {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Paths that were typed are from here. */
  readonly folder: string;
}

/** The command line comes first, then the config file, then the defaults. @throws UsageError */
export function toSettings({ command, options }: CommandLine, { values, folder }: Config, world: World): Settings {
  const chosen = (name: string): string | undefined => {
    const value = options[name] ?? values[name];
    return value === undefined ? undefined : String(value);
  };
  const window = chosen("window");
  const all = options["all"] === true || (options["space"] === "all" && ["extract", "verify", "rebuild"].includes(command));
  const journal = journalOf(options, world.folder) ??
    journalOf(values, folder) ?? { kind: "sqlite", file: join(dataFolder(world.env), "memory.db") };
  const beside = journal.kind === "sqlite" && journal.file !== ":memory:" ? dirname(journal.file) : dataFolder(world.env);
  return {
    journal,
    data: join(beside, "data"),
    stores: storesOf(options["store"], world.folder) ?? storesOf(values["store"], folder) ?? [],
    space: spaceName((options["space"] === "all" && all ? undefined : chosen("space")) ?? "local/me"),
    everySpace: all,
    model: chosen("model"),
    embedder: chosen("embedder"),
    window: window === undefined ? undefined : wholeNumber("--window", window),
    graph: switched(options["graph"] ?? values["graph"]),
    tables: switched(options["tables"] ?? values["tables"]),
    // A model that was named for it is meant to do it; nothing else costs tokens unasked.
    extract: extractorOf(chosen("extract") ?? (command === "extract" && options["model"] !== undefined ? "model" : undefined)),
    agent: chosen("agent"),
    agentFolders:
      listOf(options["agents"])?.map((path) => resolve(world.folder, path)) ??
      listOf(values["agents"])?.map((path) => resolve(folder, path)) ??
      [],
    page: {
      beside: options["no-web"] !== true && values["web"] !== false,
      port: portOf(chosen("port")),
      host: chosen("host"),
      publicUrls: listOf(options["public-url"]) ?? listOf(values["public-url"]) ?? [],
    },
    json: (options["json"] ?? values["json"]) === true,
    color: options["no-color"] !== true && values["color"] !== false,
  };
}

function journalOf({ file, journal }: Readonly<Record<string, unknown>>, folder: string): JournalPlace | undefined {
  if (file !== undefined && journal !== undefined) throw new UsageError("There is one journal: give either file or journal.");
  if (journal !== undefined) return journalPlace(String(journal), folder);
  return file === undefined ? undefined : journalPlace(`sqlite:${String(file)}`, folder);
}

function storesOf(given: unknown, folder: string): readonly StorePlace[] | undefined {
  if (!Array.isArray(given)) return undefined;
  const stores = given.map((text) => storePlace(String(text), folder));
  const twice = stores.find(({ kind }, at) => stores.findIndex((store) => store.kind === kind) < at);
  if (twice !== undefined) throw new UsageError(`${twice.kind} is named twice; a memory has one store of a kind.`);
  return stores;
}

function listOf(given: unknown): readonly string[] | undefined {
  return Array.isArray(given) ? given.map(String) : undefined;
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = wholeNumber("--port", text);
  if (port < 65_536) return port;
  throw new UsageError(`--port is at most 65535, not ${port}.`);
}

function switched(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

function extractorOf(text: string | undefined): Settings["extract"] {
  if (text === undefined) return undefined;
  const extract = extractors.find((known) => known === text);
  if (extract !== undefined) return extract;
  throw new UsageError(`--extract is rules, model or off, not ${JSON.stringify(text)}.${didYouMean(text, extractors)}`);
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
