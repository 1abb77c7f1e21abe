import type { CommandLine } from "./settings/command-line.ts";
import type { Settings } from "./settings/settings.ts";
import type { Screen } from "./terminal/screen.ts";

/** What every command is handed. */
export interface Program {
  readonly line: CommandLine;
  readonly settings: Settings;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly input: NodeJS.ReadStream;
  /** Results. */
  readonly out: Screen;
  /** Progress, warnings and errors. */
  readonly diagnostics: Screen;
}
