import type { JsonObject } from "./json.ts";

/*
 * The bodies of the kinds that core itself reads and writes. They are type aliases, not interfaces, so that they are
 * assignable to JsonObject.
 */

/** A tool call as it is kept and replayed. `arguments` parsed and valid: a call that was not is never kept. */
export type KeptCall = { readonly id: string; readonly name: string; readonly arguments: JsonObject };
export type KeptResult = { readonly callId: string; readonly name: string; readonly text: string; readonly failed: boolean };

/**
 * One message. `results` answers, all of them together, the `calls` of the assistant's message before.
 * The attributes `session`, `speaker` and `role` of the record are what filters and cues read.
 */
export type MessageBody = {
  readonly role: "user" | "assistant" | "tool";
  readonly text: string;
  readonly speaker?: string;
  readonly calls?: readonly KeptCall[];
  readonly results?: readonly KeptResult[];
};

/** A block of core memory, always in the context. `limit` in characters. Collection `core`, key = label. */
export type BlockBody = { readonly label: string; readonly description: string; readonly text: string; readonly limit: number };

/** A text to be found again. `document` and `chunk` (from 0) say where it stands when it was cut from something longer. */
export type PassageBody = {
  readonly text: string;
  readonly title?: string;
  readonly document?: string;
  readonly chunk?: number;
  readonly page?: number;
};
