import type { ChatRequest } from "@pagefile/core/contracts";
import type { DetailedReply } from "@pagefile/testing";
import { countRequestTokens } from "@pagefile/testing";

/** Answers as an obedient model would: calls the tool it is forced to, keeps to a schema, counts when told to. */
export function scriptedAnswer(request: ChatRequest): DetailedReply {
  const usage = { inputTokens: countRequestTokens(request), outputTokens: 5 };
  const asked = request.messages.findLast(({ role }) => role === "user")?.text ?? "";
  if (typeof request.toolChoice === "object") return { calls: [{ name: request.toolChoice.name, arguments: { query: "Porto" } }], usage };
  if (request.output !== undefined) return { text: JSON.stringify({ city: "Lisbon" }), usage };
  if (asked.startsWith("Count"))
    return { text: "one two three four", finish: (request.maxOutputTokens ?? 99) < 10 ? "length" : "stop", usage };
  return { text: "Lisbon", usage };
}
