import { compose } from "../compose.ts";
import type { Program } from "../program.ts";
import { didYouMean } from "../settings/nearest.ts";
import { commands } from "../settings/options.ts";
import { UsageError } from "../usage-error.ts";

/** Talks: with a person at a terminal, or a line at a time with whatever is on stdin. */
export async function chat(program: Program): Promise<number> {
  const { line, input, out } = program;
  const [word] = line.words;
  if (word !== undefined) {
    const meant = didYouMean(word, Object.keys(commands));
    throw new UsageError(`chat takes no words.${meant} To ask one thing: pagefile ask ${JSON.stringify(line.words.join(" "))}`);
  }
  await using composition = await compose(program);
  if (input.isTTY && out.isTerminal && !program.settings.json)
    return await (await import("../chat/terminal-chat.ts")).terminalChat(program, composition);
  return await (await import("../chat/piped-chat.ts")).pipedChat(program, composition);
}
