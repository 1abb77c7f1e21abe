import type { SpaceMemory } from "@pagefile/core";
import type { JsonObject } from "@pagefile/core/contracts";
import type { DueSummary } from "./due-summaries.ts";

/** Messages looked at; a turn with more steps than that has no summary. */
const mostMessages = 500;

/**
 * What an agent answered to a question that became due. `none yet` while nobody has asked it or its turn can be gone
 * on with; `never` where something else was said instead.
 */
export async function answerTo(
  space: SpaceMemory,
  { id, question }: Pick<DueSummary, "id" | "question">,
): Promise<{ readonly text: string } | "none yet" | "never"> {
  const { items } = await space.list({ kind: "message", afterId: id, limit: mostMessages });
  const said = items.flatMap(({ body }) => (body instanceof Uint8Array ? [] : [body]));
  const asked = said.findIndex(({ role, text }) => role === "user" && text === question);
  if (asked < 0) return "none yet";
  const next = said.findIndex(({ role }, at) => at > asked && role === "user");
  const turn = said.slice(asked + 1, next < 0 ? undefined : next);
  const text = turn.findLast(isAnswer)?.["text"];
  if (typeof text === "string") return { text };
  return next < 0 ? "none yet" : "never";
}

/** What ends a turn calls no tool. */
function isAnswer({ role, calls }: JsonObject): boolean {
  return role === "assistant" && !(Array.isArray(calls) && calls.length > 0);
}
