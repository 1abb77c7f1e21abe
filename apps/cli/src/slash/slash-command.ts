import type { Conversation } from "../chat/conversation.ts";

/** One command of the chat. `run` gets what was typed behind its name. */
export interface SlashCommand {
  readonly words: string;
  readonly help: string;
  run(conversation: Conversation, words: string): Promise<void>;
}
