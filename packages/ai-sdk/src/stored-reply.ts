import type { MemoryRecord, RecordId } from "@pagefile/core/contracts";
import type { Failure } from "./failure.ts";
import type { StoredMessage } from "./stored-message.ts";
import { noResult, toolPart, ToolParts } from "./tool-parts.ts";
import { replyId, type UiMessage, type UiMessageMetadata, type UiMessagePart } from "./ui-message.ts";

/** What an agent did and said in one turn, gathered from its records. */
export class StoredReply {
  readonly turn: RecordId;
  readonly #describe: (failure: Failure) => string;
  readonly #tools = new ToolParts();
  readonly #records: RecordId[] = [];
  readonly #parts: UiMessagePart[] = [];
  #calls = new Map<string, { readonly at: number; readonly part: Parameters<typeof toolPart>[0] }>();
  #createdAt: string | undefined;
  #recallKept = false;
  #answered = false;

  constructor(turn: RecordId, describe: (failure: Failure) => string) {
    this.turn = turn;
    this.#describe = describe;
  }

  add(record: MemoryRecord, message: StoredMessage): void {
    this.#records.push(record.id);
    this.#createdAt ??= record.createdAt;
    this.#recallKept ||= message.recallKept;
    this.#answered = message.role === "assistant" && message.calls.length === 0;
    if (message.role === "assistant") this.#said(message);
    else this.#done(message);
  }

  message(): UiMessage {
    const metadata: UiMessageMetadata = {
      turn: this.turn,
      ...(this.#createdAt !== undefined && { createdAt: this.#createdAt }),
      records: this.#records,
      ...(this.#recallKept && { recallKept: true }),
      ...(this.#answered && { stopReason: "answered" }),
    };
    return { id: replyId(this.turn), role: "assistant", metadata, parts: this.#parts };
  }

  /** A step: what was said, then its calls, each without a result until that is found. */
  #said({ text, calls }: StoredMessage): void {
    this.#parts.push({ type: "step-start" });
    if (text !== "") this.#parts.push({ type: "text", text, state: "done" });
    for (const call of calls) {
      const part = { part: this.#tools.begin(call), call, result: { text: noResult, failed: true } };
      this.#calls.set(part.part, { at: this.#parts.length, part });
      this.#parts.push(toolPart(part));
    }
  }

  #done({ results }: StoredMessage): void {
    for (const result of results) {
      const id = this.#tools.end(result);
      const open = id === undefined ? undefined : this.#calls.get(id);
      if (open === undefined) continue;
      const text = result.failed ? this.#describe({ at: "tool", text: result.text, tool: result.name }) : result.text;
      this.#parts[open.at] = toolPart({ ...open.part, result: { text, failed: result.failed } });
    }
  }
}
