import { isPagefileError } from "@pagefile/core/contracts";
import { exitCodes } from "./exit-codes.ts";
import type { Program } from "./program.ts";
import { parseCommandLine } from "./settings/command-line.ts";
import { readConfig } from "./settings/config-file.ts";
import { helpText } from "./settings/help-text.ts";
import { withoutSecrets } from "./settings/places.ts";
import { toSettings } from "./settings/settings.ts";
import { sanitise } from "./terminal/sanitise.ts";
import { Screen } from "./terminal/screen.ts";
import { UsageError } from "./usage-error.ts";

type World = Pick<NodeJS.Process, "argv" | "env" | "cwd" | "stdin" | "stdout" | "stderr">;

/** Runs the program and returns its exit code. Never throws. */
export async function run(world: World): Promise<number> {
  const args = world.argv.slice(2);
  try {
    const line = parseCommandLine(args);
    if (line.options["version"] === true) return await print(world, await versionLine());
    if (line.options["help"] === true || line.command === "help") return await print(world, helpText());
    const here = { folder: world.cwd(), env: world.env };
    const settings = toSettings(line, await readConfig(here), here);
    const out = new Screen(world.stdout, settings.color);
    const diagnostics = new Screen(world.stderr, settings.color);
    return await runCommand({ line, settings, env: world.env, input: world.stdin, out, diagnostics });
  } catch (error) {
    world.stderr.write(`pagefile: ${withoutSecrets(sanitise(explain(error)))}\n`);
    if (args.includes("--debug"))
      world.stderr.write(`${withoutSecrets(sanitise(error instanceof Error ? (error.stack ?? "") : String(error)))}\n`);
    return error instanceof UsageError ? exitCodes.usage : exitCodes.failed;
  }
}

/** Each command is loaded when it is asked for, so that none pays for another's libraries. */
async function runCommand(program: Program): Promise<number> {
  switch (program.line.command) {
    case "chat":
      return (await import("./commands/chat.ts")).chat(program);
    case "serve":
      return (await import("./commands/serve.ts")).serve(program);
    case "ask":
      return (await import("./commands/ask.ts")).ask(program);
    case "search":
      return (await import("./commands/search.ts")).search(program);
    case "import":
      return (await import("./commands/import.ts")).importFiles(program);
    case "extract":
      return (await import("./commands/extract.ts")).extract(program);
    case "verify":
      return (await import("./commands/verify.ts")).verify(program);
    case "rebuild":
      return (await import("./commands/rebuild.ts")).rebuild(program);
    case "help":
      return exitCodes.done;
  }
}

async function print(world: World, text: string): Promise<number> {
  world.stdout.write(text);
  return exitCodes.done;
}

async function versionLine(): Promise<string> {
  const { default: manifest } = await import("../package.json", { with: { type: "json" } });
  return `pagefile ${manifest.version}\n`;
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof UsageError) return error.message;
  if (isPagefileError(error)) return `${error.message} (${error.code})`;
  return `${error.message} (unexpected; --debug prints where)`;
}
