import type { MemoryRecord, Origin, RecordId, Seq } from "../contracts/index.ts";
import type { Draft, SpaceMemory } from "../memory/space-memory.ts";
import { definitionPage } from "../tables/table-definition.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import { messageBody, toldBy } from "./message-body.ts";

/** What an agent keeps about its queue, beside the messages themselves, so that every process sees the same one. */
export interface QueueState {
  /** The newest message that was paged out. */
  readonly evictedThrough: RecordId | undefined;
  /** The model was told that its window is nearly full, and nothing was evicted since. */
  readonly warned: boolean;
  /** The newest message of a turn that ended without an answer on purpose, so that nothing goes on with it. */
  readonly finished: RecordId | undefined;
}

/** The memory as an agent's next request needs it: the work to load it does not grow with the history. */
export interface QueueSnapshot extends QueueState {
  readonly head: Seq;
  readonly blocks: readonly MemoryRecord[];
  /** The definitions of the tables that the system text tells of; none where no tool asks tables. */
  readonly tables: readonly MemoryRecord[];
  /** The newest summary that still exists. */
  readonly summary: MemoryRecord | undefined;
  /** The messages of the queue, oldest first. */
  readonly messages: readonly MemoryRecord[];
  /** More was written than a window could hold: older messages are only found by searching. */
  readonly beyond: boolean;
}

const collection = "agent";
const stateKey = "context";
const summaryPrefix = "summary/";

/** A message as it was appended; `record` is absent where it was removed again at once. */
export interface AppendedMessage {
  readonly id: RecordId;
  readonly record: MemoryRecord | undefined;
}

/**
 * Reads and writes the queue of one space. What was loaded stays good until the head of the space moves, and an append of
 * our own that moved it by one step is added to it: only what others wrote makes it load again.
 */
export class QueueMemory {
  readonly #space: SpaceMemory;
  /** Whether tables are told of, which may change with the model. */
  readonly #tellsTables: () => boolean;
  #cached: QueueSnapshot | undefined;
  #mostTokens = 0;
  #told = false;
  #tokens = 0;

  constructor(space: SpaceMemory, tellsTables: () => boolean = () => false) {
    this.#space = space;
    this.#tellsTables = tellsTables;
  }

  /** The newest messages up to about so many tokens; from what is already known when nothing was appended since. */
  async load(mostTokens: number): Promise<QueueSnapshot> {
    const { seq } = await this.#space.head();
    const told = this.#tellsTables();
    if (this.#cached?.head === seq && this.#mostTokens === mostTokens && this.#told === told) return this.#cached;
    const state = await this.#loadState();
    const summary = await this.#newestSummary();
    const evictedThrough = later(state.evictedThrough, summary && summaryThrough(summary));
    const blocks = await this.#space.list({ kind: "block", collection: "core", by: "key", limit: 1000 });
    const tables = told ? await this.#space.list(definitionPage) : undefined;
    const { messages, tokens, beyond } = await this.#newestMessages(evictedThrough, mostTokens);
    const shown = { blocks: blocks.items, tables: tables?.items ?? [], summary, messages, beyond };
    this.#cached = { ...state, evictedThrough, head: seq, ...shown };
    this.#mostTokens = mostTokens;
    this.#told = told;
    this.#tokens = tokens;
    return this.#cached;
  }

  /** Writes a message, the newest of the queue. */
  async append(message: Draft, origin: Origin): Promise<AppendedMessage> {
    const { records, head } = await this.#space.write(message, { origin });
    const id = records[0]?.id ?? "";
    const record = await this.#space.get(id);
    const before = this.#followedBy(head.seq);
    const newest = before?.messages.at(-1)?.id ?? before?.evictedThrough ?? "";
    if (before !== undefined && record?.seq === head.seq && id > newest) this.#add(record, before);
    return { id, record };
  }

  async save(state: QueueState): Promise<void> {
    const { evictedThrough = null, warned, finished = null } = state;
    const draft = { kind: "block", collection, key: stateKey, body: { evictedThrough, warned, finished }, index: false } as const;
    const { head } = await this.#space.write({ ...draft, onConflict: "replace" }, { origin: runtime });
    const before = this.#followedBy(head.seq);
    if (before !== undefined && before.evictedThrough === state.evictedThrough) this.#cached = { ...before, ...state, head: head.seq };
  }

  /**
   * Keeps a summary of everything up to a message. Each is a record of its own whose parents are the summary before it and
   * the messages it adds: so erasing a message erases every summary that knows of it, and an earlier one stands in.
   */
  async saveSummary(summary: { readonly text: string; readonly through: RecordId; readonly origin: Origin }): Promise<void> {
    const key = summaryPrefix + summary.through;
    await this.#space.write(
      { kind: "block", collection, key, text: summary.text, index: false, onConflict: "replace" },
      { origin: summary.origin },
    );
  }

  #add(record: MemoryRecord, before: QueueSnapshot): void {
    const messages = [...before.messages, record];
    this.#tokens += recordTokens(record);
    let dropped = 0;
    for (const oldest of before.messages) {
      const tokens = this.#tokens - recordTokens(oldest);
      if (tokens <= this.#mostTokens) break;
      this.#tokens = tokens;
      dropped += 1;
    }
    this.#cached = { ...before, head: record.seq, messages: messages.slice(dropped), beyond: before.beyond || dropped > 0 };
  }

  /** What is known, if the entry at `head` is the only one since. */
  #followedBy(head: Seq): QueueSnapshot | undefined {
    return this.#cached?.head === head - 1 ? this.#cached : undefined;
  }

  async #loadState(): Promise<QueueState> {
    const record = await this.#space.get({ kind: "block", collection, key: stateKey });
    const body = record === undefined || record.body instanceof Uint8Array ? {} : record.body;
    const { evictedThrough, warned, finished } = body;
    return {
      evictedThrough: typeof evictedThrough === "string" ? evictedThrough : undefined,
      warned: warned === true,
      finished: typeof finished === "string" ? finished : undefined,
    };
  }

  async #newestSummary(): Promise<MemoryRecord | undefined> {
    const keys = { keyFrom: summaryPrefix, keyBelow: `${summaryPrefix}g` };
    const page = await this.#space.list({ kind: "block", collection, ...keys, by: "key", order: "descending", limit: 1 });
    return page.items[0];
  }

  async #newestMessages(
    after: RecordId | undefined,
    mostTokens: number,
  ): Promise<{ messages: MemoryRecord[]; tokens: number; beyond: boolean }> {
    const messages: MemoryRecord[] = [];
    let tokens = 0;
    let cursor: string | undefined;
    do {
      const where = { kind: "message", order: "descending", limit: 100 } as const;
      const page = await this.#space.list({
        ...where,
        ...(after !== undefined && { afterId: after }),
        ...(cursor !== undefined && { cursor }),
      });
      for (const record of page.items) {
        // The newest message is always there, however long it is.
        if (tokens > mostTokens) return { messages: messages.reverse(), tokens, beyond: true };
        messages.push(record);
        tokens += recordTokens(record);
      }
      cursor = page.next;
    } while (cursor !== undefined);
    return { messages: messages.reverse(), tokens, beyond: false };
  }
}

/** The message up to which a summary tells. */
export function summaryThrough(summary: MemoryRecord): RecordId {
  return summary.key?.slice(summaryPrefix.length) ?? "";
}

const runtime: Origin = { channel: "system", trust: "system" };

function later(a: RecordId | undefined, b: RecordId | undefined): RecordId | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a > b ? a : b;
}

function recordTokens(record: MemoryRecord): number {
  const body = messageBody(record);
  const { calls = [] } = body;
  return 8 + estimateTokens(toldBy(body)) + estimateTokens(calls.length === 0 ? "" : JSON.stringify(calls));
}
