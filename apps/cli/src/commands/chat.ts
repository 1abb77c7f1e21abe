import { compose } from "../compose.ts";
import type { Program } from "../program.ts";
import { UsageError } from "../usage-error.ts";

/** Talks: with a person at a terminal, or a line at a time with whatever is on stdin. */
export async function chat(program: Program): Promise<number> {
  const { line, input, out } = program;
  if (line.words.length > 0)
    throw new UsageError(`chat takes no words. To ask one thing: pagefile ask ${JSON.stringify(line.words.join(" "))}`);
  await using composition = await compose(program);
  if (input.isTTY && out.isTerminal && !program.settings.json)
    return await (await import("../chat/terminal-chat.ts")).terminalChat(program, composition);
  return await (await import("../chat/piped-chat.ts")).pipedChat(program, composition);
}
