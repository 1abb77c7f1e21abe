import { messageBody } from "../context/message-body.ts";
import { isPagefileError, type MemoryRecord } from "../contracts/index.ts";
import type { Recall } from "../retrieval/recall.ts";
import { missingPart } from "../tools/search-page.ts";
import type { AgentCore } from "./agent-core.ts";

/** What was recalled for a turn, and what the model is told when that is not everything. */
export interface TurnRecall {
  readonly recall: Recall | undefined;
  readonly partial: string | undefined;
}

/** Below this share of the question's words nothing is shown: it would only mislead. */
const minConfidence = 0.15;
const longestQuery = 2000;

/** Recalls for the user's own words, since small models rarely search by themselves. A search that fails is said, never fatal. */
export async function recallForTurn(core: AgentCore, message: MemoryRecord, signal: AbortSignal): Promise<TurnRecall> {
  const query = messageBody(message).text.slice(0, longestQuery).toWellFormed().trim();
  if (core.settings.recall !== "auto" || query === "") return { recall: undefined, partial: undefined };
  const { messages } = await core.load();
  const exclude = messages.map(({ id }) => id);
  try {
    const mounts = core.mounts.map(({ space, title }) => ({ space: space.name, title }));
    const recall = await core.space.read(query, { budgetTokens: core.sizes.recall, exclude, minConfidence, mounts, signal });
    return { recall, partial: recall.partial ? missingPart(recall) : undefined };
  } catch (error) {
    if (signal.aborted || !isPagefileError(error) || error.code.startsWith("JOURNAL_") || error.code === "CLOSED") throw error;
    return { recall: undefined, partial: "Memory could not be searched just now; something may be missing." };
  }
}
