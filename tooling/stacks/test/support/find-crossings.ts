import { isPagefileError } from "@pagefile/core/contracts";
import { type RandomSource, randomSource } from "@pagefile/testing";
import type { Operation, Probed } from "./space-probe.ts";

export interface Crossing {
  readonly operation: string;
  readonly why: string;
}

export interface Tally {
  readonly crossings: readonly Crossing[];
  /** Operations that were answered, and not refused, by name. */
  readonly answered: ReadonlyMap<string, number>;
}

/**
 * Does so many operations in a space, each kind in turn, and says which of them told anything of a neighbour: a word, an id
 * or a number, in an answer or in an error.
 */
export async function findCrossings(
  probed: Omit<Probed, "asked">,
  operations: Readonly<Record<string, Operation>>,
  { count, seed, stopAtFirst = false }: { count: number; seed: number; stopAtFirst?: boolean },
): Promise<Tally> {
  const random = randomSource(seed);
  const named = Object.entries(operations);
  const crossings: Crossing[] = [];
  const answered = new Map<string, number>(named.map(([operation]) => [operation, 0]));
  for (let done = 0; done < count && !(stopAtFirst && crossings.length > 0); done += 1) {
    const [operation, run] = named[done % named.length] ?? random.pick(named);
    const outcome = await tried(run, { ...probed, asked: new Set() }, random);
    if (outcome.why !== undefined) crossings.push({ operation, why: outcome.why });
    if (outcome.answered) answered.set(operation, (answered.get(operation) ?? 0) + 1);
  }
  return { crossings, answered };
}

async function tried(run: Operation, probed: Probed, random: RandomSource): Promise<{ why: string | undefined; answered: boolean }> {
  try {
    const { said, counts = [] } = await run(probed, random);
    const wrong = counts.find(([counted, most]) => counted > most);
    const why = wrong === undefined ? strangeIn(said, probed) : `it counts ${wrong[0]} where there are at most ${wrong[1]}`;
    return { why, answered: true };
  } catch (error) {
    if (!isPagefileError(error) && !isMistake(error)) throw error;
    const current = isPagefileError(error) ? error.current : undefined;
    return { why: strangeIn([error.message, current], probed), answered: false };
  }
}

/** A programmer's mistake that was looked for, and not one that JavaScript came upon. */
function isMistake(error: unknown): error is TypeError {
  return error instanceof TypeError && !/^Cannot |is not (?:a function|iterable)/.test(error.message);
}

/** The first word or id of a neighbour, but for ids that were asked for and are only said again. */
function strangeIn(said: unknown, { around, asked }: Probed): string | undefined {
  const text = (JSON.stringify(said) ?? "").toLowerCase();
  return [...around.canaries, ...around.ids.filter((id) => !asked.has(id))].find((strange) => text.includes(strange));
}
