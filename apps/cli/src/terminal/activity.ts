import type { AgentEvent } from "@pagefile/core";
import type { JsonObject, KeptCall, KeptResult } from "@pagefile/core/contracts";

/** A tool call and what came of it, in plain words: one line. */
export function describeCall(call: KeptCall, result: KeptResult): string {
  const { name, arguments: input } = call;
  if (result.denied === true) return `${name} was refused and not run`;
  if (result.failed) return `${name} failed: ${result.text}`;
  const describe = Object.hasOwn(sentences, name) ? sentences[name] : undefined;
  return describe?.(input, result.text) ?? `${name}: ${result.text}`;
}

const sentences: Readonly<Record<string, (input: JsonObject, result: string) => string>> = {
  core_memory_append: (input) => `saved to ${word(input["label"])}: ${word(input["text"])}`,
  core_memory_replace: (input) =>
    input["new_text"] === ""
      ? `removed from ${word(input["label"])}: ${word(input["old_text"])}`
      : `changed in ${word(input["label"])}: ${word(input["old_text"])} → ${word(input["new_text"])}`,
  core_memory_rewrite: (input) => `rewrote ${word(input["label"])}: ${word(input["text"])}`,
  archival_memory_insert: (input, result) =>
    `${result.startsWith("This was stored before") ? "had filed already" : "filed"}: ${word(input["text"])}`,
  archival_memory_update: (input) => `corrected a note: ${word(input["text"])}`,
  archival_memory_delete: (_input, result) => result,
  archival_memory_search: (input, result) => searched("notes", input, result),
  conversation_search: (input, result) => searched("messages", input, result),
  graph_add_fact: (input, result) => {
    const fact = [input["subject"], input["predicate"], input["object"] || input["value"]].map((part) => word(part ?? "")).join(" ");
    return `${result.startsWith("This was known already") ? "had noted already" : "noted"}: ${fact}`;
  },
  graph_search: (input, result) => `searched facts for “${word(input["query"])}”: ${/^\d+ of (\d+)/.exec(result)?.[1] ?? "nothing"} found`,
  graph_retract_fact: (_input, result) => result.replace(/^Retracted/, "took back the fact"),
  table_define: (_input, result) => result.replace(/^Defined: /, "made the table "),
  table_put: (input, result) => `${result.replace(/, with the key .*$/, "").replace(/^Stored/, "stored")} in ${word(input["table"])}`,
  table_query: (input, result) => `asked the tables: ${word(input["sql"])}: ${rowsOf(result)}`,
  table_delete: (input, result) => `${result.replace(/^Removed/, "removed").replace(/\.$/, "")} from ${word(input["table"])}`,
};

function searched(what: string, input: JsonObject, result: string): string {
  if (typeof input["query"] !== "string") return `read one of the ${what} in full`;
  const total = /^Results \d+ to \d+ of (\d+)/.exec(result)?.[1];
  return `searched ${what} for “${input["query"]}”: ${total ?? "nothing"} found`;
}

/** The last line says how many rows there are. */
function rowsOf(result: string): string {
  return /(?:^|\n)(?:The first \d+ of )?(\d+ rows?)\.[^\n]*$/.exec(result)?.[1] ?? "answered";
}

function word(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What else happens in a turn, in plain words; undefined for what needs no line. */
export function describeEvent(event: AgentEvent): string | undefined {
  switch (event.type) {
    case "turn-start":
      return event.resumed ? "going on with the turn that was left open" : undefined;
    case "recall":
      if (!event.recall.found) return undefined;
      return `recalled ${plural(event.recall.hits.length, "memory", "memories")} (/why explains)`;
    case "confirmation":
      return `${event.confirmation.call.name} ${JSON.stringify(event.confirmation.call.arguments)} waits for a word: ${event.confirmation.reason}`;
    case "mistake":
      return `the model's answer could not be used and does not count: ${event.cause}`;
    case "retry":
      return `${event.reason} Trying again in ${(event.waitMs / 1000).toFixed(1)} s.`;
    case "memory-pressure":
      return `memory pressure: ${number(event.usedTokens)} of ${number(event.budgetTokens)} tokens are used`;
    case "eviction":
      return `paged out ${plural(event.messages, "message", "messages")}; ${event.summarised ? "the summary is" : "the summariser failed, so the summary was cut to"} ${number(event.summaryTokens)} tokens`;
    case "step-start":
    case "text-delta":
    case "reasoning-delta":
    case "tool-call":
    case "tool-result":
    case "step-finish":
    case "turn-finish":
      return undefined;
  }
}

export function plural(count: number, one: string, many: string): string {
  return `${number(count)} ${count === 1 ? one : many}`;
}

function number(value: number): string {
  return value.toLocaleString("en");
}
