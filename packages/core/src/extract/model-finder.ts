import { estimateTokens } from "../context/estimate-tokens.ts";
import { type ChatModel, type Clock, isPagefileError, type JsonObject, type Seq } from "../contracts/index.ts";
import type { SpaceMemory } from "../memory/space-memory.ts";
import { correctionText, Mistake } from "../turn/mistake.ts";
import { askFound } from "./ask-found.ts";
import { type ExtractBudget, Spending } from "./budget.ts";
import type { Finder, Finding, FindOptions, OpenFinder } from "./finder.ts";
import { KeptAnswer } from "./kept-answer.ts";
import { readFound } from "./read-found.ts";
import { foundRequest, requestTokens, sourceLine, sourceRoom } from "./request.ts";
import type { Source } from "./source.ts";

export interface ModelFinderOptions {
  readonly model: ChatModel;
  readonly budget: ExtractBudget;
  readonly clock: Clock;
  /** The most messages of one request. */
  readonly batch: number;
}

/** Requests for the same messages: the second says what was wrong with the first answer. */
const mostAttempts = 2;
/** How long a model that is away is left alone. */
const pauseMs = 60_000;

export function modelFinder(options: ModelFinderOptions): OpenFinder {
  return (space) => new ModelFinder(space, options);
}

class ModelFinder implements Finder {
  readonly name = "model@1";
  readonly #space: SpaceMemory;
  readonly #options: ModelFinderOptions;
  readonly #spending: Spending;
  /** Messages of the next request: halved for a bad answer, doubled for a good one. */
  #batch: number;

  constructor(space: SpaceMemory, options: ModelFinderOptions) {
    this.#space = space;
    this.#options = options;
    this.#spending = new Spending(space, options.budget);
    this.#batch = options.batch;
  }

  /** Messages of unlike trust are never in one request: what is less trusted must not bend what is read in the others. */
  fits(sources: readonly Source[], next: Source): boolean {
    if (sources.length >= this.#options.batch || sources[0]?.record.origin.trust !== next.record.origin.trust) return false;
    const room = sourceRoom(this.#options.model);
    const lines = [...sources, next].map((source, at) => sourceLine(source, at + 1, room));
    return estimateTokens(lines.join("\n")) <= room;
  }

  async done(): Promise<Seq> {
    return (await KeptAnswer.read(this.#space)).after;
  }

  async find(sources: readonly Source[], { after, tally, signal }: FindOptions): Promise<Finding> {
    const kept = await KeptAnswer.read(this.#space);
    const known = kept.about(sources);
    if (known !== undefined) return { found: readFound(known.answer, sources.slice(0, known.count), tally) };
    const batch = sources.slice(0, this.#batch);
    const answer = await this.#ask(batch, { after, tally, signal });
    if (answer instanceof Mistake) {
      if (batch.length === 1) return { bad: `${answer.code}: ${answer.sentence}` };
      this.#batch = Math.ceil(batch.length / 2);
      return { again: true };
    }
    if ("deferred" in answer) return answer;
    this.#batch = Math.min(this.#options.batch, batch.length * 2);
    if (!(await kept.replace(batch, after, answer.answer))) return { again: true };
    return { found: readFound(answer.answer, batch, tally) };
  }

  async #ask(
    batch: readonly Source[],
    { tally, signal }: FindOptions,
  ): Promise<{ readonly answer: JsonObject } | Extract<Finding, { deferred: unknown }> | Mistake> {
    const { model, clock } = this.#options;
    let mistake = new Mistake("EMPTY", "");
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      const request = foundRequest(model, batch, attempt === 0 ? "" : correctionText(mistake));
      const refusal = await this.#spending.refusal(requestTokens(request), clock.now());
      if (refusal !== undefined) return { deferred: { reason: "budget", ...refusal } };
      try {
        const { found, tokens } = await askFound(model, request, { clock, signal });
        tally.calls += 1;
        tally.tokens += tokens;
        await this.#spending.add(tokens, clock.now());
        if (!(found instanceof Mistake)) return { answer: found };
        mistake = found;
      } catch (error) {
        if (!isPagefileError(error) || !error.retryable || !error.code.startsWith("MODEL_")) throw error;
        const until = new Date(clock.now() + (error.retryAfterMs ?? pauseMs)).toISOString();
        return { deferred: { reason: "model", explanation: error.message, until } };
      }
    }
    return mistake;
  }
}
