import type { Agent, Confirmation } from "@pagefile/core";
import { confirmationLines, howToDecide } from "../terminal/confirmation-view.ts";
import type { Screen } from "../terminal/screen.ts";
import type { Conversation } from "./conversation.ts";

/** Shows the calls that wait for a word now, if there are any. */
export async function showWaiting(conversation: Conversation): Promise<void> {
  const { agent, screen } = conversation;
  conversation.asked = await agent.confirmations();
  for (const confirmation of conversation.asked) for (const line of confirmationLines(confirmation, screen)) screen.line(line);
  if (conversation.asked.length > 0) screen.sentence(howToDecide, "yellow");
}

/** Says which calls another message refuses, before it does. */
export async function noteRefused(agent: Agent, screen: Screen): Promise<void> {
  const waiting = await agent.confirmations();
  if (waiting.length > 0) screen.note(`refused, since you say something else: ${namesOf(waiting)}`, "yellow");
}

function namesOf(waiting: readonly Confirmation[]): string {
  return new Intl.ListFormat("en").format(waiting.map(({ call }) => call.name));
}
