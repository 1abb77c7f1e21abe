import type { Instant, JsonObject, JsonValue } from "../contracts/index.ts";
import type { SpaceMemory } from "../memory/space-memory.ts";

/** What extraction may spend on a model in one space; what is beyond it waits. */
export interface ExtractBudget {
  /** Tokens of an hour by the clock, prompts and answers together. @default 50_000 */
  readonly tokensPerHour?: number;
  /** Tokens of a day, in UTC. @default 250_000 */
  readonly tokensPerDay?: number;
  /** Requests of one run. @default 100 */
  readonly callsPerRun?: number;
}

const spentRef = { kind: "block", collection: "extract", key: "spent" } as const;
const hourMs = 3_600_000;

/** Tokens spent in the hour and the day of a time, kept in the space, so that a process that begins anew does not begin to count anew. */
export class Spending {
  readonly #space: SpaceMemory;
  readonly #budget: Required<ExtractBudget>;
  #calls = 0;

  constructor(space: SpaceMemory, { tokensPerHour = 50_000, tokensPerDay = 250_000, callsPerRun = 100 }: ExtractBudget) {
    this.#space = space;
    this.#budget = { tokensPerHour, tokensPerDay, callsPerRun };
  }

  /** Undefined if so many tokens may be spent now, else why not and until when. */
  async refusal(tokens: number, now: number): Promise<{ readonly explanation: string; readonly until?: Instant } | undefined> {
    const { tokensPerHour, tokensPerDay, callsPerRun } = this.#budget;
    if (this.#calls >= callsPerRun) return { explanation: `This run has made its ${callsPerRun} requests.` };
    const { hour, day } = await this.#spent(now);
    const over = (spent: number, limit: number, unit: string): string =>
      tokens > limit
        ? `A request may take ${tokens} tokens, and the budget of ${limit} an ${unit} never has room for it.`
        : `${spent} of ${limit} tokens of this ${unit} are spent, and a request may take ${tokens}.`;
    if (day + tokens > tokensPerDay)
      return { explanation: over(day, tokensPerDay, "day").replace("an day", "a day"), until: dayOf(now + 24 * hourMs) };
    if (hour + tokens > tokensPerHour) return { explanation: over(hour, tokensPerHour, "hour"), until: hourOf(now + hourMs) };
    return undefined;
  }

  async add(tokens: number, now: number): Promise<void> {
    this.#calls += 1;
    const { hour, day } = await this.#spent(now);
    const body: JsonObject = { hour: hourOf(now), hourTokens: hour + tokens, day: dayOf(now), dayTokens: day + tokens };
    const origin = { channel: "system", trust: "system" } as const;
    await this.#space.write({ ...spentRef, body, index: false, onConflict: "replace" }, { origin, wait: "journal" });
  }

  async #spent(now: number): Promise<{ readonly hour: number; readonly day: number }> {
    const record = await this.#space.get(spentRef);
    const body = record === undefined || record.body instanceof Uint8Array ? {} : record.body;
    const tokens = (value: JsonValue | undefined): number => (typeof value === "number" && value > 0 ? value : 0);
    return {
      hour: body["hour"] === hourOf(now) ? tokens(body["hourTokens"]) : 0,
      day: body["day"] === dayOf(now) ? tokens(body["dayTokens"]) : 0,
    };
  }
}

function hourOf(time: number): Instant {
  return `${new Date(time).toISOString().slice(0, 13)}:00:00.000Z`;
}

function dayOf(time: number): Instant {
  return `${new Date(time).toISOString().slice(0, 10)}T00:00:00.000Z`;
}
