import { modelLines } from "../chat/model-line.ts";
import type { SlashCommand } from "./slash-command.ts";

export const modelCommand: SlashCommand = {
  words: "[NAME]",
  help: "which model answers, or another: offline, ollama/NAME, openai/NAME",
  async run(conversation, name) {
    if (name !== "") conversation.model = await conversation.chooseModel(name);
    for (const line of modelLines(conversation.model)) conversation.screen.note(line);
  },
};
