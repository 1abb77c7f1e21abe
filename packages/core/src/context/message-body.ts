import type { JsonValue, KeptCall, KeptResult, MemoryRecord, MessageBody } from "../contracts/index.ts";
import { isJsonObject } from "./json-object.ts";

/** Reads a message's body, whoever wrote it: an import may hold anything, and must not stop a turn. */
export function messageBody(record: MemoryRecord): MessageBody {
  const { body } = record;
  if (body instanceof Uint8Array) return { role: "user", text: "" };
  const { role, text, speaker } = body;
  return {
    role: role === "assistant" || role === "tool" ? role : "user",
    text: typeof text === "string" ? text : "",
    ...(typeof speaker === "string" && speaker !== "" && { speaker }),
    ...(Array.isArray(body["calls"]) && { calls: body["calls"].filter(isCall) }),
    ...(Array.isArray(body["results"]) && { results: body["results"].filter(isResult) }),
  };
}

/** All that a message tells. The text of one with results is what of them is indexed, and would be told twice. */
export function toldBy({ text, results = [] }: MessageBody): string {
  return results.length === 0 ? text : results.map((result) => result.text).join("\n");
}

function isCall(value: JsonValue): value is KeptCall {
  return isJsonObject(value) && typeof value["id"] === "string" && typeof value["name"] === "string" && isJsonObject(value["arguments"]);
}

function isResult(value: JsonValue): value is KeptResult {
  return (
    isJsonObject(value) && typeof value["callId"] === "string" && typeof value["name"] === "string" && typeof value["text"] === "string"
  );
}
