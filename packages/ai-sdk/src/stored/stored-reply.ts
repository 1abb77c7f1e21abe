import { callPlace, type KeptCall, type KeptResult, type MemoryRecord, type RecordId } from "@pagefile/core/contracts";
import { confirmationData, confirmationPartId } from "../confirmation-data.ts";
import type { Failure } from "../failure.ts";
import type { StoredMessage } from "./stored-message.ts";
import { noResult, toolPart, type ToolState } from "../tool-parts.ts";
import type { TurnConfirmation } from "../turn-event.ts";
import type { UiConfirmation } from "../ui-data.ts";
import { replyId, type UiAskedPart, type UiAskingMessage, type UiMessageMetadata, type UiMessagePart } from "../ui-message.ts";

type Part = UiMessagePart | UiAskedPart;

/** A call of the newest message with calls, until its result is found. */
interface OpenCall {
  readonly id: string;
  readonly call: KeptCall;
  /** Its place among the parts. */
  readonly at: number;
}

export interface StoredReplyOptions {
  readonly describe: (failure: Failure) => string;
  readonly client: 5 | 6 | 7 | undefined;
  /** The calls that wait, by id. */
  readonly waiting: ReadonlyMap<string, TurnConfirmation>;
}

/** What an agent did and said in one turn, gathered from its records. */
export class StoredReply {
  readonly turn: RecordId;
  readonly #options: StoredReplyOptions;
  readonly #records: RecordId[] = [];
  /** A call and what was said to it stand in one place. */
  readonly #parts: (readonly Part[])[] = [];
  #open: readonly OpenCall[] = [];
  #createdAt: string | undefined;
  #recallKept = false;
  #stopReason: UiMessageMetadata["stopReason"];

  constructor(turn: RecordId, options: StoredReplyOptions) {
    this.turn = turn;
    this.#options = options;
  }

  add(record: MemoryRecord, message: StoredMessage): void {
    this.#records.push(record.id);
    this.#createdAt ??= record.createdAt;
    this.#recallKept ||= message.recallKept;
    this.#stopReason = message.role === "assistant" && message.calls.length === 0 ? "answered" : undefined;
    if (message.role === "assistant") this.#said(record.id, message);
    else this.#done(message);
  }

  message(): UiAskingMessage {
    const metadata: UiMessageMetadata = {
      turn: this.turn,
      ...(this.#createdAt !== undefined && { createdAt: this.#createdAt }),
      records: this.#records,
      ...(this.#recallKept && { recallKept: true }),
      ...(this.#stopReason !== undefined && { stopReason: this.#stopReason }),
    };
    return { id: replyId(this.turn), role: "assistant", metadata, parts: this.#parts.flat() };
  }

  /** A step: what was said, then its calls, each without a result until that is found. */
  #said(message: RecordId, { text, calls }: StoredMessage): void {
    this.#parts.push([{ type: "step-start" }]);
    if (text !== "") this.#parts.push([{ type: "text", text, state: "done" }]);
    const first = this.#parts.length;
    this.#open = calls.map((call, at) => ({ id: callPlace(message, at), call, at: first + at }));
    const waits = this.#open.some(({ id }) => this.#options.waiting.has(id));
    if (waits) this.#stopReason = "confirmation";
    for (const open of this.#open) this.#parts.push(this.#unanswered(open, waits));
  }

  /** While one call of a message waits, none of them is run. */
  #unanswered(open: OpenCall, waits: boolean): readonly Part[] {
    const confirmation = this.#options.waiting.get(open.id);
    if (confirmation !== undefined) return this.#call(open, { state: "asked" }, confirmationData(confirmation));
    return this.#call(open, waits ? { state: "waiting" } : { state: "failed", text: noResult });
  }

  /** Of calls with one id, a result belongs to the first that is open. */
  #done({ results }: StoredMessage): void {
    for (const result of results) {
      const open = this.#open.find(({ call }) => call.id === result.callId);
      if (open === undefined) continue;
      this.#open = this.#open.filter((one) => one !== open);
      this.#parts[open.at] = this.#answered(open, result);
    }
  }

  #answered(open: OpenCall, { text, failed, denied, allowed, name }: KeptResult): readonly Part[] {
    const { id } = open;
    if (denied === true) return this.#call(open, { state: "refused" }, { id, answered: "refused" });
    const told: ToolState = failed
      ? { state: "failed", text: this.#options.describe({ at: "tool", text, tool: name }) }
      : { state: "done", text };
    return this.#call(open, told, allowed === true ? { id, answered: "allowed" } : undefined);
  }

  #call({ id, call }: OpenCall, told: ToolState, confirmation?: UiConfirmation): readonly Part[] {
    const part = toolPart(told, { id, call, client: this.#options.client });
    return confirmation === undefined ? [part] : [part, { type: "data-confirmation", id: confirmationPartId(id), data: confirmation }];
  }
}
