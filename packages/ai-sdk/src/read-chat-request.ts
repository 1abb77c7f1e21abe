import { PagefileError } from "@pagefile/core/contracts";

/** What a front end asks for. */
export interface ChatRequest {
  /** The chat, as the front end names it. */
  readonly id: string | undefined;
  /** The words of the newest message of the user. Never empty. */
  readonly text: string;
  /** The id the front end gave that message: a key under which sending it twice is one message. */
  readonly messageId: string | undefined;
  readonly trigger: "submit-message" | "regenerate-message";
}

export interface ReadChatRequestOptions {
  /** The longest message taken. @default 100,000 */
  readonly mostCharacters?: number;
}

const longestId = 256;

/**
 * Reads the body of a chat's POST: what `DefaultChatTransport` sends, `{ id, messages, trigger, messageId }`, or the shorter
 * `{ id, message }`. Only the newest message of the user counts, and of that only its text: what a browser says the assistant, a tool
 * or the system has said is not looked at, since the journal knows it.
 * @throws PagefileError REQUEST_INVALID with a sentence for the user; LIMIT_EXCEEDED for a message that is too long
 */
export function readChatRequest(json: unknown, { mostCharacters = 100_000 }: ReadChatRequestOptions = {}): ChatRequest {
  if (!isObject(json)) throw invalid("The request is not a JSON object.");
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

function newestOfUser({ message, messages }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const list = message === undefined ? messages : [message];
  if (!Array.isArray(list)) throw invalid("The request has neither `message` nor `messages`.");
  const newest: unknown = list.findLast((one: unknown) => isObject(one) && one["role"] === "user");
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
