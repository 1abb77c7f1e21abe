import { wholeSentences } from "../context/cut-text.ts";
import { noteEnd, noteStart, withoutTime } from "../context/turn-note.ts";
import type { ChatRequest, ToolSpecification } from "../contracts/index.ts";

/** What the rules need of a request. */
export interface OfflineRequest {
  readonly system: string;
  /** The newest thing the user said, without what rides along with it; of what was cut, the sentences that are whole. */
  readonly said: string;
  /** What was recalled for it. */
  readonly note: string;
  /** Results of the calls made since. */
  readonly results: readonly { readonly name: string; readonly text: string }[];
  readonly tools: readonly ToolSpecification[];
  readonly offers: (tool: string) => boolean;
}

export function readRequest({ messages, tools = [] }: ChatRequest): OfflineRequest {
  const [first] = messages;
  const at = messages.findLastIndex(({ role }) => role === "user");
  const text = messages[at]?.text ?? "";
  const end = text.startsWith(noteStart) ? text.indexOf(noteEnd) : -1;
  const results = messages
    .slice(at + 1)
    .flatMap((message) => (message.role === "tool" ? [{ name: message.name, text: message.text }] : []));
  return {
    system: first?.role === "system" ? first.text : "",
    said: wholeSentences(withoutTime(end === -1 ? text : text.slice(end + noteEnd.length)).trim()).replace(/^\[[\d: -]+ UTC\] /, ""),
    note: end === -1 ? "" : text.slice(noteStart.length, end),
    results,
    tools,
    offers: (name) => tools.some((tool) => tool.name === name),
  };
}
