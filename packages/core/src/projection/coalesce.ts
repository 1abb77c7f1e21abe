/**
 * One run at a time for each name. Whoever asks while one is under way shares the next, which begins after they asked and
 * so sees what they wrote.
 */
export class Coalesce {
  readonly #running = new Map<string, Promise<void>>();
  readonly #next = new Map<string, Promise<void>>();

  run(name: string, work: () => Promise<void>): Promise<void> {
    const running = this.#running.get(name);
    if (running === undefined) return this.#start(name, work);
    const next = this.#next.get(name) ?? this.#after(name, { running, work });
    this.#next.set(name, next);
    return next;
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled([...this.#running.values(), ...this.#next.values()]);
  }

  async #after(name: string, { running, work }: { running: Promise<void>; work: () => Promise<void> }): Promise<void> {
    await running.catch(() => undefined);
    this.#next.delete(name);
    return this.#start(name, work);
  }

  #start(name: string, work: () => Promise<void>): Promise<void> {
    const run = work().finally(() => this.#running.delete(name));
    this.#running.set(name, run);
    return run;
  }
}
