import type {
  Clock,
  Cursor,
  DeadLetter,
  DocumentMaker,
  Embedder,
  Entry,
  IndexedChange,
  Journal,
  MemoryRecord,
  Seq,
  Space,
} from "../contracts/index.ts";
import { applyInBatches, batchSize, lastSeq } from "./apply-changes.ts";
import type { BatchVectors } from "./batch-vectors.ts";
import { changesOf, idOf, putOf } from "./changes-of.ts";
import type { Following } from "./following.ts";
import { Pauses } from "./pauses.ts";
import { withVectors } from "./vectors-for-changes.ts";

export interface FollowerWorld {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly documents: DocumentMaker;
  readonly random: () => number;
  /** Aborts when the memory is closed. */
  readonly signal: AbortSignal;
  readonly embedding?: { readonly embedder: Embedder; readonly vectors: BatchVectors };
}

/** One way through the journal of a space. */
export interface Run {
  /** Where it begins, whatever the cursors say by now. @default where the cursors stand */
  readonly from?: Seq;
  readonly signal?: AbortSignal | undefined;
  /** Hears of every entry up to which the store has everything. */
  readonly onProgress?: (seq: Seq) => void;
}

interface Cursors {
  readonly text?: Cursor | undefined;
  readonly vector?: Cursor;
}

/** Keeps one store current with the journal, space by space. */
export class Follower {
  readonly following: Following;
  readonly pauses: Pauses;
  readonly #world: FollowerWorld;

  constructor(following: Following, world: FollowerWorld) {
    this.following = following;
    this.#world = world;
    this.pauses = new Pauses(world);
  }

  /** Names of its cursors. */
  get cursors(): readonly string[] {
    const { textCursor, vectorCursor } = this.following;
    return [textCursor, vectorCursor].filter((name) => name !== undefined);
  }

  get embedderId(): string | undefined {
    return this.#world.embedding?.embedder.id;
  }

  /** The entry up to which an arm, or every arm it follows with, has everything; infinite where it does not follow. */
  async position(space: Space, arm: "text" | "vector" | "both" = "both"): Promise<Seq> {
    const { textCursor, vectorCursor } = this.following;
    return Math.min(
      Number.POSITIVE_INFINITY,
      ...(await this.#seqs(space, [arm === "vector" ? undefined : textCursor, arm === "text" ? undefined : vectorCursor])),
    );
  }

  /** Its furthest cursor, which can only be past the head if somebody moved it there. */
  async furthest(space: Space): Promise<Seq> {
    return Math.max(0, ...(await this.#seqs(space, this.cursors)));
  }

  async deadLetters(space: Space): Promise<readonly DeadLetter[]> {
    return (await Promise.all(this.cursors.map((name) => this.#cursor(space, name).deadLetters()))).flat();
  }

  /** Applies everything up to the head. While the embedder is away the other arms go on, and its error is thrown then. */
  async advance(space: Space, run: Run = {}): Promise<void> {
    const { textCursor, vectorCursor } = this.following;
    const text = textCursor === undefined ? undefined : this.#cursor(space, textCursor);
    const vector = vectorCursor === undefined ? undefined : this.#cursor(space, vectorCursor);
    const anew = run.from !== undefined;
    // What is applied inside `append` has no cursor, and follows only when it is filled anew.
    if (text === undefined && !anew) return vector && this.#pass(space, { vector }, run);
    if (vector === undefined) return this.#pass(space, { text }, run);
    if (text !== undefined && !anew && (await vector.get()) < (await text.get())) {
      await this.#pass(space, { text }, run);
      return this.#pass(space, { vector }, run);
    }
    return this.#passBoth(space, { text, vector }, run);
  }

  /** Forgets a space; what is there then goes as if the store had never followed it. */
  async forget(space: Space): Promise<void> {
    // The cursors first: whoever dies in between leaves a store that is behind, and not one that is empty and says it is current.
    for (const name of this.cursors) await this.#cursor(space, name).advance(0);
    await this.pauses.guard(() => this.following.store.drop(space));
  }

  /** One apply serves both arms while they stand at the same entry; a vector arm that fills or lags does not hold up the other. */
  async #passBoth(space: Space, cursors: Cursors, run: Run): Promise<void> {
    try {
      await this.#pass(space, cursors, run);
    } catch (error) {
      if (this.pauses.waitMs === 0) await this.#pass(space, { text: cursors.text }, run);
      throw error;
    }
  }

  async #pass(space: Space, { text, vector }: Cursors, run: Run): Promise<void> {
    const { journal, documents, signal } = this.#world;
    const { store } = this.following;
    const moving = [text, vector].filter((cursor) => cursor !== undefined);
    const letters = new Set((await Promise.all(moving.map((cursor) => cursor.deadLetters()))).flat().map(({ id }) => id));
    for (let from = run.from ?? Math.min(...(await Promise.all(moving.map((cursor) => cursor.get())))); ;) {
      signal.throwIfAborted();
      run.signal?.throwIfAborted();
      const entries = await take(journal.read(space, from), batchSize(store));
      if (entries.length === 0) return;
      const served = changesOf(entries, documents).filter((change) => this.#concerns(change, text !== undefined || run.from !== undefined));
      const { changes, buried: refused } = vector === undefined ? { changes: served, buried: [] } : await this.#vectored(space, served);
      const rejected = await applyInBatches({ store, pauses: this.pauses, space }, changes);
      from = lastSeq(entries, from);
      // The text cursor first: dying in between leaves the vector cursor behind, which only costs a second apply.
      await text?.advance(from, rejected);
      await vector?.advance(from, [...refused, ...rejected]);
      const dead = new Set([...refused, ...rejected].map(({ id }) => id));
      const settled = changes.map(idOf).filter((id) => letters.has(id) && !dead.has(id));
      if (settled.length > 0) await Promise.all(moving.map((cursor) => cursor.settle(settled)));
      for (const id of dead) letters.add(id);
      run.onProgress?.(from);
      if (entries.length < batchSize(store)) return;
    }
  }

  /** Applies changes outside of the run of entries. Returns what the store or the embedder refuses. */
  async apply(space: Space, given: readonly IndexedChange[]): Promise<readonly DeadLetter[]> {
    const served = given.filter((change) => this.#concerns(change, true));
    const { changes, buried } = await this.#vectored(space, served);
    return [...buried, ...(await applyInBatches({ store: this.following.store, pauses: this.pauses, space }, changes))];
  }

  /** Makes the vectors of records anew. While the embedder is away the old ones are dropped, and a repair fills them in. */
  async renewVectors(space: Space, records: readonly MemoryRecord[]): Promise<void> {
    const puts = records.filter(({ kind }) => this.following.vectorKinds.has(kind)).map((record) => putOf(record, this.#world.documents));
    try {
      await this.apply(space, puts);
    } catch {
      const removals = puts.map(({ seq, record: { id, version } }) => ({ type: "remove" as const, seq, id, version }));
      await applyInBatches({ store: this.following.store, pauses: this.pauses, space }, [...removals, ...puts]);
    }
  }

  /** Applies what was given up on in its present state; returns how many are settled. */
  async retryBuried(space: Space): Promise<number> {
    const ids = [...new Set((await this.deadLetters(space)).map(({ id }) => id))];
    if (ids.length === 0) return 0;
    const { journal, documents } = this.#world;
    const records = new Map((await journal.get(space, ids)).map((record) => [record.id, record]));
    const changes: IndexedChange[] = [];
    for (const id of ids) {
      const record = records.get(id);
      if (record !== undefined) changes.push(putOf(record, documents));
      else
        for await (const { seq, version, operation } of journal.history(space, id))
          if (operation !== "put") changes.push({ type: "remove", seq, id, version });
    }
    const refused = new Set((await this.apply(space, changes)).map(({ id }) => id));
    const settled = ids.filter((id) => !refused.has(id));
    for (const name of this.cursors) await this.#cursor(space, name).settle(settled);
    return settled.length;
  }

  /** Moves cursors that stand past the head back to it; returns how many. */
  async stepBack(space: Space, head: Seq): Promise<number> {
    let moved = 0;
    for (const name of this.cursors) {
      const cursor = this.#cursor(space, name);
      if ((await cursor.get()) <= head) continue;
      await cursor.advance(head);
      moved += 1;
    }
    return moved;
  }

  async #vectored(
    space: Space,
    changes: readonly IndexedChange[],
  ): Promise<{ readonly changes: readonly IndexedChange[]; readonly buried: readonly DeadLetter[] }> {
    const { journal, embedding, signal } = this.#world;
    if (embedding === undefined || this.following.vectorKinds.size === 0) return { changes, buried: [] };
    return withVectors({ ...embedding, space, journal, signal, kinds: this.following.vectorKinds }, changes);
  }

  /** A removal does not say of which kind the record was, so it concerns every store. */
  #concerns(change: IndexedChange, text: boolean): boolean {
    if (change.type === "remove") return true;
    const { store, vectorKinds } = this.following;
    return text ? store.capabilities.serves[change.record.kind] !== undefined : vectorKinds.has(change.record.kind);
  }

  async #seqs(space: Space, names: readonly (string | undefined)[]): Promise<readonly Seq[]> {
    return Promise.all(names.filter((name) => name !== undefined).map((name) => this.#cursor(space, name).get()));
  }

  #cursor(space: Space, name: string): Cursor {
    return this.#world.journal.cursor(space, name);
  }
}

/** The first entries of a run, read to the end before anything is written: the journal may hold a lock while it is read. */
async function take(entries: AsyncIterable<Entry>, limit: number): Promise<readonly Entry[]> {
  const taken: Entry[] = [];
  for await (const entry of entries) if (taken.push(entry) >= limit) break;
  return taken;
}
