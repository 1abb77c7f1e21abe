import type { ChatMessage, ChatRequest } from "@pagefile/core/contracts";
import { type ScriptedModel, type ScriptedReply, scriptedModel } from "@pagefile/testing";

const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const pair = new RegExp(`key (${uuid}) has the value (${uuid})`, "g");

/** How a pair stands in archival memory. */
export function pairText(key: string, value: string): string {
  return `The key ${key} has the value ${value}.`;
}

/**
 * The paging agent as a script: it looks a key up, reads the value out of the search result, and looks that up in turn,
 * until a value is no key. It knows nothing but what stands in the request before it.
 */
export function pagingModel(contextWindow: number): ScriptedModel {
  return scriptedModel(reply, { contextWindow, strict: {} });
}

function reply({ messages }: ChatRequest): ScriptedReply {
  const since = messages.slice(messages.findLastIndex(({ role }) => role === "user"));
  const [question] = new RegExp(uuid).exec(since[0]?.text.replace(/<memory>[\s\S]*<\/memory>/, "") ?? "") ?? [""];
  const values = new Map(
    since.filter(isResult).flatMap(({ text }) => [...text.matchAll(pair)].map(([, key = "", value = ""]) => [key, value] as const)),
  );
  let key = question;
  for (let value = values.get(key); value !== undefined; value = values.get(key)) key = value;
  // The end of the chain is known once a search for it has brought no value.
  return searched(since).has(key) ? `The value is ${key}.` : { calls: [{ name: "archival_memory_search", arguments: { query: key } }] };
}

function isResult(message: ChatMessage): boolean {
  return message.role === "tool";
}

function searched(messages: readonly ChatMessage[]): ReadonlySet<unknown> {
  return new Set(
    messages.flatMap((message) => (message.role === "assistant" ? (message.calls ?? []) : []).map((call) => call.arguments["query"])),
  );
}
