import { PagefileError } from "@pagefile/core/contracts";

/** What a front end asks for: an answer to a message, or that calls which waited be decided. */
export type ChatRequest = MessageRequest | ApprovalRequest;

export interface MessageRequest {
  /** The chat, as the front end names it. */
  readonly id: string | undefined;
  /** The words of the newest message of the user. Never empty. */
  readonly text: string;
  /** The id the front end gave that message: a key under which sending it twice is one message. */
  readonly messageId: string | undefined;
  readonly trigger: "submit-message" | "regenerate-message";
  readonly approvals?: undefined;
}

export interface ApprovalRequest {
  readonly id: string | undefined;
  /** At least one. */
  readonly approvals: readonly Approval[];
}

/** A yes or a no to a call that waits. What is run is the call that is kept, whatever a front end says it was. */
export interface Approval {
  /** That of the confirmation. */
  readonly id: string;
  readonly approved: boolean;
  /** For the model. */
  readonly reason?: string;
}

export interface ReadChatRequestOptions {
  /** The longest message taken. @default 100,000 */
  readonly mostCharacters?: number;
}

const longestId = 256;

/**
 * Reads the body of a chat's POST: what `DefaultChatTransport` sends, `{ id, messages, trigger, messageId }`, or the shorter
 * `{ id, message }`. Only the newest message of the user counts, and of that only its text: what a browser says the assistant, a tool
 * or the system has said is not looked at, since the journal knows it. Where the newest message is the assistant's with calls that
 * were answered (`approval-responded`), their ids, the yes or no and the reasons are read, and nothing else of it.
 * @throws PagefileError REQUEST_INVALID with a sentence for the user; LIMIT_EXCEEDED for a message that is too long
 */
export function readChatRequest(json: unknown, { mostCharacters = 100_000 }: ReadChatRequestOptions = {}): ChatRequest {
  if (!isObject(json)) throw invalid("The request is not a JSON object.");
  const approvals = approvalsIn(json, mostCharacters);
  if (approvals.length > 0) return { id: idOf(json["id"], "chat"), approvals };
  const message = newestOfUser(json);
  const text = textOf(message).toWellFormed();
  if (text.trim() === "") throw invalid("The message has no text.");
  if (text.length > mostCharacters) throw tooLong(text.length, mostCharacters);
  return {
    id: idOf(json["id"], "chat"),
    text,
    messageId: idOf(message["id"], "message"),
    trigger: json["trigger"] === "regenerate-message" ? "regenerate-message" : "submit-message",
  };
}

function approvalsIn(json: Readonly<Record<string, unknown>>, mostCharacters: number): readonly Approval[] {
  const newest = messagesIn(json).at(-1);
  if (json["trigger"] === "regenerate-message" || !isObject(newest) || newest["role"] !== "assistant") return [];
  const parts: readonly unknown[] = Array.isArray(newest["parts"]) ? newest["parts"] : [];
  return parts.flatMap((part) =>
    isObject(part) && part["state"] === "approval-responded" ? [readApproval(part["approval"], mostCharacters)] : [],
  );
}

function readApproval(approval: unknown, mostCharacters: number): Approval {
  const { approved, reason, ...rest } = isObject(approval) ? approval : {};
  const id = idOf(rest["id"], "approval");
  if (id === undefined || typeof approved !== "boolean")
    throw invalid("An approval has no id, or does not say whether the call is allowed.");
  if (reason !== undefined && typeof reason !== "string") throw invalid("The reason of an approval is not a text.");
  if (reason !== undefined && reason.length > mostCharacters) throw tooLong(reason.length, mostCharacters);
  return { id, approved, ...(reason !== undefined && { reason: reason.toWellFormed() }) };
}

function messagesIn({ message, messages }: Readonly<Record<string, unknown>>): readonly unknown[] {
  const list = message === undefined ? messages : [message];
  if (!Array.isArray(list)) throw invalid("The request has neither `message` nor `messages`.");
  return list;
}

function newestOfUser(json: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const newest: unknown = messagesIn(json).findLast((one: unknown) => isObject(one) && one["role"] === "user");
  if (!isObject(newest)) throw invalid("The request has no message of the user.");
  return newest;
}

function textOf({ parts }: Readonly<Record<string, unknown>>): string {
  if (!Array.isArray(parts)) throw invalid("The message has no parts.");
  const list: readonly unknown[] = parts;
  if (list.some((part) => isObject(part) && part["type"] === "file")) {
    throw invalid("Files cannot be sent with a message yet. Send the text alone.");
  }
  return list
    .flatMap((part) => (isObject(part) && part["type"] === "text" && typeof part["text"] === "string" ? [part["text"]] : []))
    .join("\n");
}

function idOf(id: unknown, whose: string): string | undefined {
  if (id === undefined) return undefined;
  if (typeof id === "string" && id !== "" && id.length <= longestId) return id;
  throw invalid(`The id of the ${whose} is not a text of 1 to ${longestId} characters.`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(sentence: string): PagefileError {
  return new PagefileError("REQUEST_INVALID", sentence);
}

function tooLong(length: number, most: number): PagefileError {
  const [is, limit, over] = [length, most, length - most].map((figure) => figure.toLocaleString("en"));
  return new PagefileError("LIMIT_EXCEEDED", `The message has ${is} characters, which is ${over} more than the limit of ${limit}.`);
}
