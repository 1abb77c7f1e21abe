import { parseArgs, type ParseArgsConfig } from "node:util";
import { UsageError } from "../usage-error.ts";
import { didYouMean } from "./nearest.ts";
import { allOptions, type CommandName, commands, commonOptions, type Option } from "./options.ts";

/** What was typed: a command, its words, and the options by name. */
export interface CommandLine {
  readonly command: CommandName;
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, OptionValue>>;
}

export type OptionValue = string | boolean | readonly (string | boolean)[];

/** @throws UsageError */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const { tokens } = parseArgs({ args: [...args], options: declared(allOptions()), strict: false, allowPositionals: true, tokens: true });
  const typed = tokens.flatMap((token) => (token.kind === "positional" ? [token.value] : []));
  const command = commandOf(typed);
  const options: Readonly<Record<string, Option>> = { ...commonOptions, ...commands[command].options };
  for (const token of tokens) {
    if (token.kind !== "option") continue;
    const option = options[token.name];
    if (option === undefined) {
      throw new UsageError(
        `${token.rawName} is no option of ${command}.${didYouMean(
          token.rawName,
          Object.keys(options).map((name) => `--${name}`),
        )} "pagefile help" lists them.`,
      );
    }
    if (option.value === undefined && token.value !== undefined) throw new UsageError(`${token.rawName} takes no value.`);
    if (option.value !== undefined && token.value === undefined) throw new UsageError(`${token.rawName} needs a value: ${option.value}.`);
  }
  const { values, positionals } = parseArgs({ args: [...args], options: declared(options), allowPositionals: true });
  return { command, words: positionals.slice(leadingNames(typed)), options: values as CommandLine["options"] };
}

/** `npm start` puts `chat` first, so `npm start -- search …` names two commands and means the second. */
function leadingNames([first = "", second = ""]: readonly string[]): number {
  if (first === "chat" && Object.hasOwn(commands, second)) return 2;
  return first === "" ? 0 : 1;
}

function commandOf(typed: readonly string[]): CommandName {
  const name = typed[leadingNames(typed) - 1] ?? "chat";
  const known = (Object.keys(commands) as CommandName[]).find((command) => command === name);
  if (known !== undefined) return known;
  throw new UsageError(
    `There is no command ${JSON.stringify(name)}.${didYouMean(name, Object.keys(commands))} "pagefile help" lists them.`,
  );
}

function declared(options: Readonly<Record<string, Option>>): NonNullable<ParseArgsConfig["options"]> {
  return Object.fromEntries(
    Object.entries(options).map(([name, { value, multiple = false, short }]) => [
      name,
      { type: value === undefined ? "boolean" : "string", multiple, ...(short !== undefined && { short }) } as const,
    ]),
  );
}
