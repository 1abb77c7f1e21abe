import type { FinishReason, KeptCall } from "@pagefile/core/contracts";
import { type Failure, publicSentence } from "../failure.ts";
import { confirmationData, confirmationPartId } from "../confirmation-data.ts";
import { recallData } from "../recall-data.ts";
import { StreamedParts } from "./streamed-parts.ts";
import { knowsApproval, noResult, notAllowed, toolTitle } from "../tool-parts.ts";
import type { UiMessageChunksOptions } from "./to-ui-message-chunks.ts";
import type { TurnEnd, TurnEvent } from "../turn-event.ts";
import type { UiConfirmation, UiData } from "../ui-data.ts";
import type { UiFinishReason, UiMessageChunk } from "./ui-message-chunk.ts";
import { replyId, type UiMessageMetadata } from "../ui-message.ts";

type EventOf<T extends TurnEvent["type"]> = Extract<TurnEvent, { readonly type: T }>;
type Chunks = Generator<UiMessageChunk, void>;
type Handlers = { readonly [T in TurnEvent["type"]]: (event: EventOf<T>) => Chunks };

/** Turns the events of one turn into chunks, each as it comes. */
export class TurnChunks {
  readonly #options: UiMessageChunksOptions;
  readonly #describe: (failure: Failure) => string;
  readonly #parts = new StreamedParts();
  /** Calls that run. */
  readonly #running = new Set<string>();
  readonly #counts = new Map<string, number>();
  #phase: "before" | "in" | "after" = "before";
  #inStep = false;
  /** A turn that is gone on with, before its first step here: its calls belong to a step that was told before. */
  #goesOn = false;
  /** Stands in the ids of parts behind those calls, so that none is one that was told before. */
  #after = "";
  /** Only streamed parts since the step began, so that resetting it loses nothing else. */
  #resettable = false;
  #steps = 0;
  #usage = { inputTokens: 0, outputTokens: 0 };
  #lastReason: FinishReason = "stop";

  constructor(options: UiMessageChunksOptions) {
    this.#options = options;
    this.#describe = options.describeFailure ?? publicSentence;
  }

  /** The turn began and did not finish. */
  get open(): boolean {
    return this.#phase === "in";
  }

  *take<T extends TurnEvent["type"]>(event: EventOf<T>): Chunks {
    const type: T = event.type;
    // What a later core may tell beside what is known here.
    if (Object.hasOwn(this.#handlers, type)) yield* this.#handlers[type](event);
  }

  /** The events broke off or threw: nothing comes after this. */
  *fail(failure: Failure): Chunks {
    const explanation = this.#describe(failure);
    yield* this.#close();
    if (this.#phase === "in") yield { type: "message-metadata", messageMetadata: { stopReason: "failed", explanation } };
    this.#phase = "after";
    yield { type: "error", errorText: explanation };
  }

  readonly #handlers: Handlers = {
    "turn-start": ({ turn, resumed }) => this.#start(turn, resumed),
    recall: ({ recall }) => this.#data("recall", recallData(recall, this.#describe)),
    "step-start": (event) => this.#beginStep(event),
    "text-delta": ({ text }) => this.#streamed("text", text),
    "reasoning-delta": ({ text }) => this.#streamed("reasoning", text),
    "tool-call": (event) => this.#call(event),
    confirmation: ({ confirmation }) => this.#ask(confirmation),
    "tool-result": (event) => this.#result(event),
    mistake: (event) => this.#mistake(event),
    retry: (event) => this.#retry(event),
    "memory-pressure": ({ usedTokens, budgetTokens }) => this.#data("pressure", { usedTokens, budgetTokens }),
    eviction: ({ messages, through, summaryTokens, summarised }) =>
      this.#data("eviction", { messages, through, summaryTokens, summarised }),
    "step-finish": (event) => this.#finishStep(event),
    "turn-finish": (event) => this.#finish(event),
  };

  *#start(turn: string, resumed: boolean): Chunks {
    const { messageId = replyId(turn), space } = this.#options;
    this.#phase = "in";
    this.#goesOn = resumed;
    const messageMetadata: UiMessageMetadata = { turn, resumed, ...(space !== undefined && { space }) };
    yield { type: "start", messageId, messageMetadata };
  }

  *#beginStep({ context }: EventOf<"step-start">): Chunks {
    // A step whose request was too long, or offered tools in vain, is made again without a word.
    yield* this.#void("retry");
    yield* this.#closeStep();
    this.#parts.clear();
    this.#goesOn = false;
    yield* this.#openStep();
    const figures = Object.entries(context).filter(([, value]) => isFigure(value));
    yield { type: "data-context", data: Object.fromEntries(figures), transient: true };
  }

  *#streamed(kind: "text" | "reasoning", text: string): Chunks {
    yield* this.#openStep();
    yield* this.#parts.delta(kind, text);
  }

  *#call({ id, call }: EventOf<"tool-call">): Chunks {
    this.#running.add(id);
    yield* this.#input(id, call);
  }

  /** The turn stops with it, and the call stays open: whoever decides finds it as it is. */
  *#ask(confirmation: EventOf<"confirmation">["confirmation"]): Chunks {
    const { id, call } = confirmation;
    yield* this.#input(id, call);
    if (knowsApproval(this.#options.client)) yield { type: "tool-approval-request", approvalId: id, toolCallId: id };
    yield* this.#confirmation(confirmationData(confirmation));
  }

  *#input(toolCallId: string, { name: toolName, arguments: input }: KeptCall): Chunks {
    if (this.#goesOn) this.#after = this.#parts.after = `${toolCallId}-`;
    else yield* this.#openStep();
    yield* this.#parts.end();
    // The message with the calls is in memory before the first of them runs.
    this.#parts.settle();
    this.#resettable = false;
    yield { type: "tool-input-available", toolCallId, toolName, input, dynamic: true, title: toolTitle(toolName) };
  }

  *#result({ id, result }: EventOf<"tool-result">): Chunks {
    if (!this.#running.delete(id)) return;
    const { text, failed, denied, allowed, name } = result;
    if (denied === true && knowsApproval(this.#options.client)) yield { type: "tool-output-denied", toolCallId: id };
    else if (failed) {
      const errorText = denied === true ? notAllowed : this.#describe({ at: "tool", text, tool: name });
      yield { type: "tool-output-error", toolCallId: id, errorText, dynamic: true };
    } else yield { type: "tool-output-available", toolCallId: id, output: text, dynamic: true };
    if (denied === true || allowed === true) yield* this.#confirmation({ id, answered: denied === true ? "refused" : "allowed" });
  }

  *#confirmation(data: UiConfirmation): Chunks {
    yield { type: "data-confirmation", id: confirmationPartId(data.id), data };
  }

  *#mistake({ code, cause, attempt }: EventOf<"mistake">): Chunks {
    yield* this.#void("mistake");
    yield* this.#data("mistake", { code, cause: this.#describe({ at: "model", text: cause }), attempt });
  }

  *#retry({ reason, waitMs }: EventOf<"retry">): Chunks {
    yield* this.#void("retry");
    yield { type: "data-retry", data: { reason: this.#describe({ at: "model", text: reason }), waitMs }, transient: true };
  }

  *#finishStep({ reason, usage }: EventOf<"step-finish">): Chunks {
    this.#steps += 1;
    this.#lastReason = reason;
    this.#usage = {
      inputTokens: this.#usage.inputTokens + (usage?.inputTokens ?? 0),
      outputTokens: this.#usage.outputTokens + (usage?.outputTokens ?? 0),
    };
    yield* this.#closeStep();
  }

  *#finish({ reason, text, explanation: told, recalled, partial }: EventOf<"turn-finish">): Chunks {
    const explanation = told === undefined ? undefined : this.#describe({ at: "turn", text: told });
    if (reason === "answered") yield* this.#answer(text);
    else yield* this.#void("stopped");
    if (explanation !== undefined) yield* this.#note(reason, explanation);
    yield* this.#close();
    this.#phase = "after";
    const messageMetadata: UiMessageMetadata = {
      stopReason: reason,
      ...(explanation !== undefined && { explanation }),
      recalled,
      partial,
      steps: this.#steps,
      usage: this.#usage,
    };
    if (reason === "failed") {
      yield { type: "message-metadata", messageMetadata };
      yield { type: "error", errorText: explanation ?? this.#describe({ at: "turn", text: "" }) };
      return;
    }
    if (reason === "cancelled") yield { type: "abort" };
    yield { type: "finish", finishReason: finishReason(reason, this.#lastReason), messageMetadata };
  }

  /** Most front ends show neither metadata nor data parts, and an empty reply explains nothing. */
  *#note(reason: TurnEnd, explanation: string): Chunks {
    if (reason === "answered" || reason === "cancelled" || reason === "failed") return;
    // What waits says so by itself where the client knows such a thing; and it must stay in the last step to be answered.
    if (reason === "confirmation" && knowsApproval(this.#options.client)) return;
    if (reason !== "confirmation") yield* this.#openStep();
    yield* this.#parts.whole(explanation, { note: true });
  }

  /** An answer given before is told without being streamed again. */
  *#answer(text: string): Chunks {
    this.#parts.settle();
    if (text === "" || this.#parts.said !== "") return;
    yield* this.#openStep();
    yield* this.#parts.whole(text);
  }

  /** Takes back what was streamed and not kept: by resetting the step where the client can, else by naming the parts. */
  *#void(because: "mistake" | "retry" | "stopped"): Chunks {
    yield* this.#parts.end();
    const parts = this.#parts.settle();
    if (parts.length === 0) return;
    if (because !== "stopped") this.#parts.clear();
    if (this.#options.client === 7 && this.#resettable && because !== "stopped") yield { type: "reset-step" };
    else yield* this.#data("void", { parts, because });
  }

  *#data<Name extends Exclude<keyof UiData, "confirmation">>(name: Name, data: UiData[Name]): Chunks {
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    this.#resettable = false;
    yield { type: `data-${name}`, id: `${name}-${this.#after}${count}`, data };
  }

  *#openStep(): Chunks {
    if (this.#inStep) return;
    this.#inStep = true;
    this.#resettable = true;
    yield { type: "start-step" };
  }

  *#closeStep(): Chunks {
    yield* this.#parts.end();
    if (!this.#inStep) return;
    this.#inStep = false;
    yield { type: "finish-step" };
  }

  *#close(): Chunks {
    yield* this.#parts.end();
    for (const toolCallId of this.#running) yield { type: "tool-output-error", toolCallId, errorText: noResult, dynamic: true };
    this.#running.clear();
    yield* this.#closeStep();
  }
}

function isFigure(value: unknown): boolean {
  return typeof value === "number" || typeof value === "boolean";
}

function finishReason(reason: TurnEnd, last: FinishReason): UiFinishReason {
  if (reason === "tokens") return "length";
  if (reason === "confirmation") return "tool-calls";
  if (reason !== "answered") return "other";
  if (last === "length" || last === "other") return last;
  return last === "refusal" ? "content-filter" : "stop";
}
