import type { Clause } from "../clause.ts";
import { cancelClauses } from "./cancel-clauses.ts";
import type { ChatModelContext } from "./chat-model-context.ts";
import { failureClauses } from "./failure-clauses.ts";
import { streamClauses } from "./stream-clauses.ts";
import { outputClauses, toolClauses } from "./tool-clauses.ts";

/** The contract of a chat model, sentence by sentence. */
export const chatModelClauses: readonly Clause<ChatModelContext>[] = [
  ...streamClauses,
  ...toolClauses,
  ...outputClauses,
  ...cancelClauses,
  ...failureClauses,
];
