import {
  type ArmQuery,
  type ArmResults,
  type IndexedChange,
  PagefileError,
  type Space,
  type Store,
  type StoreCapabilities,
} from "@pagefile/core/contracts";

/** A store that can be switched off, and then answers as one that is down. */
export class SwitchedStore implements Store {
  readonly name: string;
  down = false;
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
    this.name = store.name;
  }

  get capabilities(): StoreCapabilities {
    return this.#store.capabilities;
  }

  async apply(space: Space, changes: readonly IndexedChange[]): Promise<void> {
    this.#assertUp();
    await this.#store.apply(space, changes);
  }

  async search<A extends keyof ArmResults>(
    space: Space,
    query: Extract<ArmQuery, { arm: A }>,
    options: { readonly signal?: AbortSignal },
  ): Promise<ArmResults[A]> {
    this.#assertUp();
    return this.#store.search(space, query, options);
  }

  async *scan(space: Space): ReturnType<Store["scan"]> {
    this.#assertUp();
    yield* this.#store.scan(space);
  }

  async drop(space: Space): Promise<void> {
    this.#assertUp();
    await this.#store.drop(space);
  }

  close(): Promise<void> {
    return this.#store.close();
  }

  #assertUp(): void {
    if (this.down) throw new PagefileError("STORE_UNAVAILABLE", `${this.name} is switched off.`, { retryable: true });
  }
}
