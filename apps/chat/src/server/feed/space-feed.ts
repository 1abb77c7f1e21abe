import type { SpaceMemory, StoreLag } from "@pagefile/core";
import type { Clock } from "@pagefile/core/contracts";
import type { ServerEvent } from "../../protocol/events.ts";
import type { StoreView } from "../../protocol/space.ts";
import { showEntry } from "../shown-entry.ts";
import { showStores } from "../shown-stores.ts";
import type { Letter, Mailbox } from "./mailbox.ts";

export interface SpaceFeedOptions {
  readonly space: SpaceMemory;
  readonly clock: Clock;
  /** How far the stores have followed this space. */
  readonly lag: () => Promise<readonly StoreLag[]>;
}

const pageSize = 50;
const lagPauseMs = 1000;

/** What happens in one space, read once however many pages listen. */
export class SpaceFeed {
  readonly #options: SpaceFeedOptions;
  readonly #readers = new Set<Mailbox>();
  readonly #ended = new AbortController();
  readonly #begun: Promise<void>;
  #seq = 0;
  #moved = false;
  #reading = false;
  #stores: readonly StoreView[] = [];
  /** Stores may stand elsewhere than when they were looked at. */
  #lagMoved = false;
  #watchingLag = false;

  /** The journal is watched by then, so that nothing is missed between the head read here and the first pulse. */
  constructor(options: SpaceFeedOptions) {
    this.#options = options;
    this.#begun = this.#begin();
    // Whoever joins is told of it.
    this.#begun.catch(() => undefined);
  }

  get idle(): boolean {
    return this.#readers.size === 0;
  }

  /** How far the stores are, as the pages have been told: what changes after this is told too. */
  get stores(): readonly StoreView[] {
    return this.#stores;
  }

  /** From here on the mailbox gets everything after the seq that is returned. */
  async join(mailbox: Mailbox): Promise<number> {
    this.#readers.add(mailbox);
    try {
      await this.#begun;
    } catch (error) {
      this.leave(mailbox);
      throw error;
    }
    this.#followLag();
    return this.#seq;
  }

  leave(mailbox: Mailbox): void {
    this.#readers.delete(mailbox);
    mailbox.close();
  }

  tell(event: ServerEvent, seq?: number): void {
    const letter: Letter = { event, ...(seq !== undefined && { seq }) };
    for (const mailbox of this.#readers) mailbox.put(letter);
  }

  /** Something was appended to the space. */
  pulse(): void {
    this.#moved = true;
    if (this.#reading) return;
    this.#reading = true;
    void this.#read();
  }

  /** Entries after a seq that a page has not seen, up to another, or one `many`. */
  async missed(after: number, through: number): Promise<readonly Letter[]> {
    if (after >= through) return [];
    const { items } = await this.#options.space.timeline({ limit: pageSize });
    const fresh = items.filter(({ entry }) => entry.seq > after && entry.seq <= through).toReversed();
    if (fresh.length < through - after) return [{ event: { type: "many", head: through }, seq: through }];
    return fresh.map((item) => ({ event: { type: "entry", entry: showEntry(item) }, seq: item.entry.seq }));
  }

  close(): void {
    this.#ended.abort();
    for (const mailbox of this.#readers) this.leave(mailbox);
  }

  async #begin(): Promise<void> {
    this.#seq = (await this.#options.space.head()).seq;
    this.#stores = showStores(await this.#options.lag());
    this.#followLag();
  }

  async #read(): Promise<void> {
    try {
      await this.#begun;
      while (this.#moved && !this.#ended.signal.aborted) {
        this.#moved = false;
        const { seq } = await this.#options.space.head();
        for (const letter of await this.missed(this.#seq, seq)) this.tell(letter.event, letter.seq);
        this.#seq = Math.max(this.#seq, seq);
      }
      this.#followLag();
    } catch {
      // A journal that is away for a moment is read at the next pulse; nothing was skipped.
    } finally {
      // In the same moment as the last look at what moved: a pulse that comes later begins anew.
      this.#reading = false;
    }
  }

  /** Looks at the stores, and goes on while one of them is behind and somebody listens. */
  #followLag(): void {
    this.#lagMoved = true;
    if (this.#watchingLag) return;
    this.#watchingLag = true;
    void this.#tellLag();
  }

  async #tellLag(): Promise<void> {
    const { clock, lag } = this.#options;
    const { signal } = this.#ended;
    try {
      while (this.#lagMoved && !signal.aborted && !this.idle) {
        this.#lagMoved = false;
        const stores = showStores(await lag());
        if (JSON.stringify(stores) !== JSON.stringify(this.#stores)) this.tell({ type: "stores", stores });
        this.#stores = stores;
        if (stores.every(({ behind }) => behind === 0)) continue;
        this.#lagMoved = true;
        await clock.sleep(lagPauseMs, signal);
      }
    } catch {
      // A journal that is away for a moment is asked at the next pulse.
    } finally {
      // In the same moment as the last look at what moved: a pulse that comes later begins anew.
      this.#watchingLag = false;
    }
  }
}
