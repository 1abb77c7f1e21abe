import { callPlace, type Channel, type JsonValue, type KeptCall, type MemoryRecord, type RecordId } from "../contracts/index.ts";
import type { RecordRef, TrustLabel } from "../contracts/index.ts";
import { isJsonObject } from "../context/json-object.ts";
import type { ToolEffect } from "../tools/tool.ts";

/** A call with an outside effect that is not run until somebody allows it, because of what it rests on. */
export interface Confirmation {
  /** Names this one call of this one message, as the events of running it do. */
  readonly id: string;
  /** As it will be run: nothing but a yes or a no is taken from whoever decides. */
  readonly call: KeptCall;
  readonly effect: ToolEffect;
  /** A sentence for the user: what the call would do, and on what it rests. */
  readonly reason: string;
  /** What was in view and is trusted too little, the first sources before what was made from them. At most five; erased ones are gone. */
  readonly because: readonly ConfirmationCause[];
}

/** A record that a call rests on. */
export interface ConfirmationCause {
  readonly id: RecordId;
  /** The mounted space it is of; absent for the agent's own. */
  readonly space?: string;
  readonly trust: TrustLabel;
  readonly channel: Channel;
  /** The table whose rows it stands for. */
  readonly table?: string;
  /** Where its text stands, by its origin: a file's name, an address. */
  readonly source?: string;
}

/** What somebody said to a confirmation. */
export interface ConfirmationDecision {
  readonly approved: boolean;
  /** For the model, where the call was not allowed. */
  readonly reason?: string;
  /** Who decided, kept as the principal of the decision. */
  readonly by?: string;
}

/** The record of a confirmation: what the call rests on, and the answer once there is one. Bookkeeping, never indexed. */
export type ConfirmationBody = {
  readonly because: readonly { readonly id: RecordId; readonly space?: string }[];
  readonly answer?: { readonly approved: boolean; readonly reason?: string };
};

/** How the result of a call begins that somebody refused. */
export const notAllowedText = "The user did not allow this call, so it was not run.";

/** Where the confirmation of the call at `at` (from 0) of a message is kept. */
export function confirmationRef(message: RecordId, at: number): Exclude<RecordRef, RecordId> {
  return { kind: "block", collection: "agent", key: `confirm/${callPlace(message, at)}` };
}

export function confirmationBody({ body }: MemoryRecord): ConfirmationBody {
  if (body instanceof Uint8Array) return { because: [] };
  const { because, answer } = body;
  return { because: Array.isArray(because) ? because.filter(isNamed) : [], ...(isAnswer(answer) && { answer }) };
}

function isNamed(value: JsonValue): value is ConfirmationBody["because"][number] {
  return isJsonObject(value) && typeof value["id"] === "string";
}

function isAnswer(value: JsonValue | undefined): value is NonNullable<ConfirmationBody["answer"]> {
  return isJsonObject(value) && typeof value["approved"] === "boolean";
}
