/**
 * Turns estimates into what the model's server will count. Once a server has said what a prompt was, later prompts are
 * measured from there; until then, and for what was added since, the conservative estimate stands. A server that rejects
 * a prompt as too long makes the gauge more careful.
 */
export class TokenGauge {
  #anchor: { readonly estimated: number; readonly reported: number } | undefined;
  #caution = 1;

  get anchored(): boolean {
    return this.#anchor !== undefined;
  }

  measure(estimated: number): number {
    if (this.#anchor === undefined) return Math.ceil(estimated * this.#caution);
    const { estimated: known, reported } = this.#anchor;
    const ratio = reported / known;
    const tokens = estimated < known ? estimated * ratio : reported + (estimated - known) * Math.max(1, ratio);
    return Math.ceil(tokens * this.#caution);
  }

  /** A report far from the estimate is no count of this prompt: some servers leave out what was cached. */
  learn(estimated: number, reported: number | undefined): void {
    if (reported === undefined || estimated <= 0 || reported < estimated * 0.4 || reported > estimated * 3) return;
    this.#anchor = { estimated, reported };
    this.#caution = 1;
  }

  overflowed(): void {
    this.#anchor = undefined;
    this.#caution *= 1.25;
  }
}
