import { canonicalJson, type KeptCall, type Usage } from "../contracts/index.ts";
import type { StopReason } from "./agent-event.ts";
import type { TurnBounds } from "./agent.ts";

/** Counts what a turn has used, and says when that is enough. */
export class TurnMeter {
  readonly #bounds: TurnBounds;
  readonly #calls = new Map<string, number>();
  #steps = 0;
  #tokens = 0;
  #mistakes = 0;

  constructor(bounds: TurnBounds) {
    this.#bounds = bounds;
  }

  get steps(): number {
    return this.#steps;
  }

  get mistakes(): number {
    return this.#mistakes;
  }

  /** A model call was made; where the server reported nothing, the estimate counts. */
  step(usage: Usage | undefined, estimate: { readonly input: number; readonly output: number }): void {
    this.#steps += 1;
    this.#tokens += (usage?.inputTokens ?? estimate.input) + (usage?.outputTokens ?? estimate.output);
  }

  mistake(): void {
    this.#mistakes += 1;
  }

  /** How often this turn has now seen the call. */
  call({ name, arguments: input }: KeptCall): number {
    const key = `${name} ${canonicalJson(input)}`;
    const times = (this.#calls.get(key) ?? 0) + 1;
    this.#calls.set(key, times);
    return times;
  }

  isRepeatedTooOften(times: number): boolean {
    return times > this.#bounds.identicalCalls;
  }

  /** The bound that was reached. */
  reached(): Extract<StopReason, "steps" | "tokens" | "mistakes"> | undefined {
    if (this.#mistakes >= this.#bounds.mistakes) return "mistakes";
    if (this.#tokens >= this.#bounds.tokens) return "tokens";
    return this.#steps >= this.#bounds.steps ? "steps" : undefined;
  }

  /** Why the turn ended, as a sentence for the user. */
  explain(reason: StopReason): string {
    const { steps, tokens, timeMs, identicalCalls, mistakes } = this.#bounds;
    const sentences: Partial<Record<StopReason, string>> = {
      steps: `I stopped after ${steps} steps without coming to an answer.`,
      tokens: `I stopped after using ${tokens.toLocaleString("en")} tokens without coming to an answer.`,
      time: `I stopped after ${Math.round(timeMs / 1000)} seconds without coming to an answer.`,
      "identical-calls": `I stopped because I asked for the same thing more than ${identicalCalls} times.`,
      mistakes: `I stopped because the model gave ${mistakes} answers that could not be used.`,
      cancelled: "The turn was cancelled.",
      confirmation: "I wait for your word before I act.",
    };
    return sentences[reason] ?? "";
  }
}
