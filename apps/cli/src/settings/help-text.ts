import { commands, commonOptions, type Option } from "./options.ts";

/** What `pagefile help` prints. */
export function helpText(): string {
  const usage = Object.entries(commands).map(([name, { words, help }]) => row(`pagefile ${name} ${words}`.trim(), help));
  const own = Object.entries(commands).flatMap(([name, { options }]) => {
    const rows = optionRows(options);
    return rows.length === 0 ? [] : ["", `Options of ${name}`, ...rows];
  });
  return [
    "Pagefile: an agent that remembers. What it knows is in one SQLite file, or where --journal and --store say.",
    "",
    ...usage,
    "",
    "Options",
    ...optionRows(commonOptions),
    ...own,
    "",
    'A config file, pagefile.config.json here or ~/.config/pagefile/config.json, sets the same names: {"window": 8192, "color": false}.',
    "Passwords stand in an address, or in PGPASSWORD, QDRANT_API_KEY, NEO4J_USERNAME and NEO4J_PASSWORD.",
    "Models come from OLLAMA_HOST, or from OPENAI_BASE_URL with OPENAI_API_KEY.",
    "Exit codes: 0 done, 1 nothing found or not all done, 2 wrong usage, 3 the memory or the model failed, or a call waits.",
    "",
  ].join("\n");
}

function optionRows(options: Readonly<Record<string, Option>>): readonly string[] {
  return Object.entries(options).map(([name, { value, short, help }]) =>
    row(`${short === undefined ? "" : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`, help),
  );
}

function row(left: string, right: string): string {
  return `  ${left.padEnd(26)}  ${right}`;
}
