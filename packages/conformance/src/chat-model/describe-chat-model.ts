import type { ChatModel } from "@pagefile/core/contracts";
import { describeClauses } from "../describe-clauses.ts";
import { chatModelClauses } from "./chat-model-clauses.ts";
import { type BrokenChatModels, ChatModelContext } from "./chat-model-context.ts";

export interface ChatModelSuiteOptions {
  /** Stands in the titles. */
  readonly name: string;
  /** Opens the model: a real one, however small. A window of a few thousand tokens keeps the overflow clause quick. */
  readonly open: () => ChatModel | Promise<ChatModel>;
  /** Models that cannot answer; a clause without its model is skipped. */
  readonly broken?: () => BrokenChatModels | Promise<BrokenChatModels>;
  /** Whether `toolChoice` with a name brings the model to call that tool; clauses that need a call are skipped without. @default true */
  readonly forcesTools?: boolean;
  /** Called at the end. */
  readonly teardown?: () => void | Promise<void>;
}

/** Registers the suite that every chat model must pass. */
export function describeChatModel(options: ChatModelSuiteOptions): void {
  describeClauses({
    title: `${options.name} is a chat model`,
    clauses: chatModelClauses,
    open: async () => new ChatModelContext(await options.open(), { broken: await options.broken?.(), forcesTools: options.forcesTools }),
    context: (context) => context,
    close: async () => options.teardown?.(),
  });
}
