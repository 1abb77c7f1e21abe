import type { MessagesView } from "../../protocol/message.ts";
import { call } from "../server/call.ts";
import { spacePath } from "../server/paths.ts";
import type { PageMessage } from "./page-message.ts";

export type MessagesPage = MessagesView<PageMessage>;

export interface MessagesPlace {
  /** For the page before. */
  readonly before?: string | undefined;
  /** As memory was after this entry. */
  readonly at?: number | undefined;
  readonly signal?: AbortSignal;
}

/** A page of messages as memory has them, the newest without `before`. */
export function loadMessages(space: string, { before, at, signal }: MessagesPlace = {}): Promise<MessagesPage> {
  return call<MessagesPage>(spacePath(space, "messages", { before, at }), { signal });
}
