import type { ConfirmationDecision } from "@pagefile/core";
import { isPagefileError } from "@pagefile/core/contracts";
import type { Conversation } from "../chat/conversation.ts";
import { showWaiting } from "../chat/waiting-calls.ts";
import { UsageError } from "../usage-error.ts";
import type { SlashCommand } from "./slash-command.ts";

export const allowCommand: SlashCommand = {
  words: "",
  help: "run the call that waits for your word",
  run: (conversation) => decide(conversation, { approved: true }),
};

export const refuseCommand: SlashCommand = {
  words: "[WHY]",
  help: "do not run the call that waits, and tell the agent why",
  run: (conversation, why) => decide(conversation, { approved: false, ...(why !== "" && { reason: why }) }),
};

/** Decides the first of the calls that were shown, no other, and goes on when none waits any more. */
async function decide(conversation: Conversation, decision: ConfirmationDecision): Promise<void> {
  const { agent, screen } = conversation;
  const [first] = conversation.asked;
  if (first === undefined) throw new UsageError("No call waits for your word.");
  try {
    await agent.decide(first.id, decision);
    screen.note(`${decision.approved ? "allowed" : "refused"}: ${first.call.name}`);
  } catch (error) {
    if (!isPagefileError(error, "CONFIRMATION_NOT_FOUND")) throw error;
    screen.note(error.message, "yellow");
  }
  await showWaiting(conversation);
  if (conversation.asked.length === 0) await conversation.goOn();
}
