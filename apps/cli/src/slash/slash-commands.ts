import type { Conversation } from "../chat/conversation.ts";
import { didYouMean } from "../settings/nearest.ts";
import { WordWrap } from "../terminal/word-wrap.ts";
import { UsageError } from "../usage-error.ts";
import { allowCommand, refuseCommand } from "./decide.ts";
import { forgetCommand } from "./forget.ts";
import { graphCommand } from "./graph.ts";
import { historyCommand } from "./history.ts";
import { judgeCommand } from "./judge.ts";
import { memoryCommand } from "./memory.ts";
import { modelCommand } from "./model.ts";
import { searchCommand } from "./search.ts";
import type { SlashCommand } from "./slash-command.ts";
import { tableCommand } from "./table.ts";
import { exportCommand, importCommand } from "./transfer.ts";
import { undoCommand } from "./undo.ts";
import { whyCommand } from "./why.ts";

const helpCommand: SlashCommand = {
  words: "",
  help: "this",
  async run({ screen }) {
    const show = (typed: string, help: string): void => {
      const wrap = new WordWrap(screen.columns - 22, " ".repeat(20));
      screen.line(`  ${screen.paint("cyan", typed.padEnd(18))}${(wrap.add(help) + wrap.end()).trimStart()}`);
    };
    for (const [name, { words, help }] of Object.entries(slashCommands)) show(`/${name} ${words}`, help);
    show("/quit", "leave; Ctrl-D does the same, Ctrl-C cancels a turn");
  },
};

export const slashCommands: Readonly<Record<string, SlashCommand>> = {
  memory: memoryCommand,
  search: searchCommand,
  why: whyCommand,
  graph: graphCommand,
  table: tableCommand,
  history: historyCommand,
  undo: undoCommand,
  forget: forgetCommand,
  judge: judgeCommand,
  export: exportCommand,
  import: importCommand,
  model: modelCommand,
  allow: allowCommand,
  refuse: refuseCommand,
  help: helpCommand,
};

/** Runs what was typed behind a slash. @throws UsageError */
export async function runSlashCommand(conversation: Conversation, typed: string): Promise<void> {
  const [, name = "", words = ""] = /^\/(\S*)\s*([\s\S]*)$/.exec(typed) ?? [];
  const command = Object.hasOwn(slashCommands, name) ? slashCommands[name] : undefined;
  if (command === undefined)
    throw new UsageError(
      `There is no /${name}.${didYouMean(name, Object.keys(slashCommands)).replace("mean ", "mean /")} /help lists what there is.`,
    );
  await command.run(conversation, words.trim());
}
