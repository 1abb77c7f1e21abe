/** One option of the command line. `value` names its argument in the help; without one it is a switch. */
export interface Option {
  readonly value?: string;
  readonly help: string;
  /** The config file may set it, under the same name. @default false */
  readonly configurable?: boolean;
  readonly multiple?: boolean;
  readonly short?: string;
}

/** Options that every command takes. */
export const commonOptions: Readonly<Record<string, Option>> = {
  file: { value: "PATH", configurable: true, help: "the memory, one SQLite file (default: ~/.local/share/pagefile/memory.db)" },
  journal: { value: "PLACE", configurable: true, help: "the same as sqlite:FILE, or a database: postgres://HOST/NAME" },
  store: { value: "KIND=PLACE", configurable: true, multiple: true, help: "qdrant=URL, neo4j=URL or faiss=FOLDER, to follow the journal" },
  space: { value: "TENANT/NAME", configurable: true, help: "whose memory in it (default: local/me)" },
  model: { value: "MODEL", configurable: true, help: "offline, ollama/NAME or openai/NAME (default: the first that is there)" },
  embedder: { value: "MODEL", configurable: true, help: "ollama/NAME, openai/NAME or none (default: what Ollama has)" },
  window: { value: "TOKENS", configurable: true, help: "the context window (default: the model's, at most 8192)" },
  graph: { configurable: true, help: "offer the model the knowledge graph as tools (default: with a window of 16384 or more)" },
  tables: { configurable: true, help: "offer the model tables and SQL as tools (default: the same)" },
  extract: { value: "BY", configurable: true, help: "distil facts after each turn by rules or by the model, or off (default: rules)" },
  json: { configurable: true, help: "print JSON for programs" },
  "no-color": { help: "print no colours (also: NO_COLOR=1)" },
  debug: { help: "print the stack of an error" },
  help: { short: "h", help: "print this" },
  version: { help: "print the version" },
};

/** Who answers: for the commands that talk. */
const agentOptions: Readonly<Record<string, Option>> = {
  agent: { value: "NAME", configurable: true, help: "who begins in a space that has nobody yet (default: asks; unasked, assistant)" },
  agents: { value: "FOLDER", configurable: true, multiple: true, help: "agents of your own, each a folder in it (may be repeated)" },
};

/** Where the page is. */
const pageOptions: Readonly<Record<string, Option>> = {
  port: { value: "PORT", configurable: true, help: "of the web page (default: 7411, or a free one)" },
  host: { value: "ADDRESS", configurable: true, help: "where the page listens (default: 127.0.0.1); another one needs PAGEFILE_TOKEN" },
  "public-url": { value: "URL", configurable: true, multiple: true, help: "the page's address behind a reverse proxy" },
};

/** What a command is called with, and what it takes beside the common options. */
export interface CommandDescription {
  readonly words: string;
  readonly help: string;
  readonly options: Readonly<Record<string, Option>>;
}

export type CommandName = "chat" | "serve" | "ask" | "search" | "import" | "extract" | "verify" | "rebuild" | "help";

export const commands: Readonly<Record<CommandName, CommandDescription>> = {
  chat: {
    words: "",
    help: "talk to it, here and in a web page (what runs without a command); without a terminal: one message a line",
    options: { ...agentOptions, "no-web": { help: "without the web page" }, ...pageOptions },
  },
  serve: { words: "", help: "the web page alone, until Ctrl-C", options: { ...agentOptions, ...pageOptions } },
  ask: { words: "[TEXT]", help: "one message, one answer; the text comes from stdin where none is given", options: agentOptions },
  search: {
    words: "TEXT",
    help: "what the memory holds on something",
    options: {
      limit: { value: "COUNT", help: "at most so many (default: 10)" },
      kind: { value: "KIND", multiple: true, help: "message, passage, block, … (may be repeated)" },
      from: { value: "DATE", help: "from this day on, as 2026-05-01" },
      to: { value: "DATE", help: "up to and with this day" },
      tag: { value: "TAG", multiple: true, help: "with this tag (may be repeated)" },
    },
  },
  import: { words: "FILE…", help: "read txt, md, html and pdf files into the memory, or a .jsonl export into an empty space", options: {} },
  extract: {
    words: "",
    help: "distil facts from the messages that were not read yet, by rules, or with the model that --model names",
    options: { all: { help: "in every space" }, retry: { help: "try first again what was given up on" } },
  },
  verify: {
    words: "",
    help: "recompute the hash chain and compare every store with the journal",
    options: { repair: { help: "mend what is found" }, all: { help: "in every space" } },
  },
  rebuild: {
    words: "STORE",
    help: "drop what a store holds and fill it again from the journal",
    options: { all: { help: "in every space" } },
  },
  help: { words: "", help: "print this", options: {} },
};

/** Every option there is. */
export function allOptions(): Readonly<Record<string, Option>> {
  return Object.assign({}, commonOptions, ...Object.values(commands).map(({ options }) => options)) as Readonly<Record<string, Option>>;
}
