import { searchOrRead, searchParameters } from "./search-page.ts";
import type { Tool } from "./tool.ts";

/** Recall memory: everything that was ever said, in view or not. */
export function conversationSearch(): Tool {
  return {
    name: "conversation_search",
    description:
      "Searches everything that was ever said, also long ago. Returns dated messages with ids. With id instead of query: one message in full.",
    parameters: searchParameters,
    effect: "read",
    recalls: true,
    run: (input, context) => searchOrRead(input, "message", context),
  };
}
