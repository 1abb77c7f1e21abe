import { type Measures, meanOf, measureQuestion } from "./measures.ts";
import type { Replayed } from "./replay.ts";
import { variants } from "./variants.ts";

export interface VariantResult {
  readonly variant: string;
  readonly all: ReturnType<typeof meanOf>;
  readonly categories: Readonly<Record<string, ReturnType<typeof meanOf>>>;
  /** Milliseconds a question took; the first variant with vectors also embeds it. */
  readonly latencyMs: { readonly p50: number; readonly p95: number };
}

export interface MeasureOptions {
  readonly vectors: boolean;
  /** Only the whole recipe, not its arms alone or without each of its parts. */
  readonly wholeOnly: boolean;
  say(text: string): void;
}

/** Puts every question to every variant. */
export async function measureVariants(
  replayed: readonly Replayed[],
  { vectors, wholeOnly, say }: MeasureOptions,
): Promise<readonly VariantResult[]> {
  const results: VariantResult[] = [];
  for (const { name, ask } of wholeOnly ? variants(vectors).slice(0, 1) : variants(vectors)) {
    say(`${vectors ? "with vectors" : "without vectors"}: ${name}`);
    const measured: { readonly category: number; readonly measures: Measures; readonly ms: number }[] = [];
    for (const one of replayed) {
      const sessions = new Map(one.conversation.turns.map(({ id, session }) => [id, session]));
      for (const question of one.conversation.questions) {
        const started = performance.now();
        const returned = await ask(one, question.text);
        const ms = performance.now() - started;
        measured.push({ category: question.category, measures: measureQuestion(question, returned, (id) => sessions.get(id) ?? ""), ms });
      }
    }
    const of = (category: number): ReturnType<typeof meanOf> =>
      meanOf(measured.filter((one) => one.category === category).map(({ measures }) => measures));
    results.push({
      variant: name,
      all: meanOf(measured.map(({ measures }) => measures)),
      categories: Object.fromEntries([1, 2, 3, 4, 5].map((category) => [category, of(category)])),
      latencyMs: quantiles(measured.map(({ ms }) => ms)),
    });
  }
  return results;
}

function quantiles(values: readonly number[]): VariantResult["latencyMs"] {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round(10 * (sorted[Math.floor(share * sorted.length)] ?? 0)) / 10;
  return { p50: at(0.5), p95: at(0.95) };
}
