import type { AgentEvent, Confirmation, ContextReport, Recall } from "@pagefile/core";
import type { KeptCall } from "@pagefile/core/contracts";
import { describeCall, describeEvent } from "./activity.ts";
import { confirmationLines, howToDecide } from "./confirmation-view.ts";
import { sanitise } from "./sanitise.ts";
import type { Screen } from "./screen.ts";
import { tokenBar } from "./token-bar.ts";
import { replyWrap, type WordWrap } from "./word-wrap.ts";

/** Shows a turn in a terminal as it happens. */
export class TurnView {
  readonly #screen: Screen;
  readonly #calls = new Map<string, KeptCall>();
  readonly #wrap: WordWrap;
  #writing = false;
  #context: ContextReport | undefined;
  recall: Recall | undefined;
  /** The calls that wait for a word when it is over. */
  readonly waiting: Confirmation[] = [];

  constructor(screen: Screen) {
    this.#screen = screen;
    this.#wrap = replyWrap(screen.columns);
  }

  show(event: AgentEvent): void {
    switch (event.type) {
      case "step-start":
        this.#context = event.context;
        this.#endText();
        this.#screen.transient("thinking…");
        return;
      case "reasoning-delta":
        return;
      case "text-delta":
        this.#text(event.text);
        return;
      case "tool-call":
        this.#calls.set(event.id, event.call);
        return;
      case "tool-result": {
        const { id, result } = event;
        const call = this.#calls.get(id) ?? { id: result.callId, name: result.name, arguments: {} };
        this.#note(describeCall(call, result), result.failed);
        return;
      }
      case "confirmation":
        this.#endText();
        this.waiting.push(event.confirmation);
        for (const line of confirmationLines(event.confirmation, this.#screen)) this.#screen.line(line);
        return;
      case "turn-finish":
        this.#finish(event);
        return;
      case "recall":
        this.recall = event.recall;
        this.#note(describeEvent(event), false);
        return;
      case "turn-start":
      case "mistake":
      case "retry":
      case "memory-pressure":
      case "eviction":
      case "step-finish":
        this.#note(describeEvent(event), event.type === "mistake" || event.type === "retry");
    }
  }

  #text(text: string): void {
    if (!this.#writing) {
      this.#screen.clearTransient();
      this.#writing = true;
    }
    this.#screen.write(this.#wrap.add(sanitise(text)));
  }

  #note(text: string | undefined, warning: boolean): void {
    if (text === undefined) return;
    this.#endText();
    this.#screen.note(text, warning ? "yellow" : "dim");
  }

  #endText(): void {
    if (this.#writing) this.#screen.line(this.#wrap.end());
    else this.#screen.clearTransient();
    this.#writing = false;
  }

  #finish(event: Extract<AgentEvent, { type: "turn-finish" }>): void {
    this.#endText();
    if (event.reason === "cancelled") this.#note("cancelled", false);
    else if (event.reason === "confirmation") this.#screen.sentence(`${event.explanation ?? ""} ${howToDecide}`, "yellow");
    else if (event.reason !== "answered") this.#screen.sentence(event.explanation ?? `The turn ended early: ${event.reason}.`, "yellow");
    if (event.partial) this.#note("a part of memory could not be searched, so something may be missing", true);
    if (this.#context !== undefined) this.#screen.line(`\n${tokenBar(this.#context, this.#screen)}`);
  }
}
