import type { JsonObject, JsonValue, KeptCall, KeptResult, MemoryRecord } from "@pagefile/core/contracts";

/** A record's body as a message, whoever wrote it: an import may hold anything. */
export interface StoredMessage {
  readonly role: "user" | "assistant" | "tool";
  readonly text: string;
  readonly speaker: string | undefined;
  readonly calls: readonly KeptCall[];
  readonly results: readonly KeptResult[];
  /** The message keeps what was recalled for its turn, in a form that core reads. */
  readonly recallKept: boolean;
}

/** Undefined for what is no message: another kind, or bytes. */
export function storedMessage({ kind, body }: MemoryRecord): StoredMessage | undefined {
  if (kind !== "message" || body instanceof Uint8Array) return undefined;
  const { role, text, speaker, recall } = body;
  return {
    role: role === "assistant" || role === "tool" ? role : "user",
    text: typeof text === "string" ? text : "",
    speaker: typeof speaker === "string" && speaker !== "" ? speaker : undefined,
    calls: listOf(body["calls"]).filter(isCall),
    results: listOf(body["results"]).filter(isResult),
    recallKept: isObject(recall),
  };
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCall(value: JsonValue): value is KeptCall {
  return isObject(value) && typeof value["id"] === "string" && typeof value["name"] === "string" && isObject(value["arguments"]);
}

function isResult(value: JsonValue): value is KeptResult {
  return isObject(value) && typeof value["callId"] === "string" && typeof value["name"] === "string" && typeof value["text"] === "string";
}
