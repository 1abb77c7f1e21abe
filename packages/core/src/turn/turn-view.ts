import type { QueueSnapshot } from "../context/queue-memory.ts";
import { lowestTrust, type MemoryRecord, type Origin, type RecordId } from "../contracts/index.ts";
import type { Hit } from "../retrieval/recall.ts";
import { isTableMark } from "../tables/table-marks.ts";
import type { OpenMount } from "../tools/open-mount.ts";
import type { SeenRecord } from "./causes.ts";

/** What the model has before it in a turn, and so what it makes things from. */
export class TurnView {
  readonly #message: MemoryRecord;
  #recalled: readonly SeenRecord[] = [];
  /** What tools quoted, of the agent's own space and of mounts. */
  readonly #cited = new Map<RecordId, SeenRecord>();
  readonly #foreign: SeenRecord[] = [];

  constructor(message: MemoryRecord) {
    this.#message = message;
  }

  /** Takes the place of what was recalled before. */
  recall(hits: readonly Hit[]): void {
    this.#recalled = hits.map(({ record, space }) => (space === undefined ? { record } : { record, space }));
  }

  cite(records: readonly MemoryRecord[], from: OpenMount | undefined): void {
    if (from === undefined) for (const record of records) this.#cited.set(record.id, { record });
    else this.#foreign.push(...records.map((record) => ({ record, space: from.space.name })));
  }

  records({ messages, blocks, tables, summary }: QueueSnapshot): readonly SeenRecord[] {
    const shown = [this.#message, ...messages, ...blocks, ...tables, ...(summary === undefined ? [] : [summary])];
    return [...this.#quoted, ...shown.map((record) => ({ record }))];
  }

  /**
   * Of what is made now: it is trusted no more than the least trusted in view. It was made from the message it answers and from
   * what was recalled and quoted for it. A mount's records are no parents: parents are of the space they are named in, by which
   * its erasures go.
   */
  origin(snapshot: QueueSnapshot): Origin {
    const own = this.#quoted.filter(({ record, space }) => space === undefined && !isTableMark(record));
    const parents = [...new Set([this.#message.id, ...own.map(({ record }) => record.id)])];
    return { channel: "agent", trust: lowestTrust(this.records(snapshot).map(({ record }) => record.origin.trust)), parents };
  }

  get #quoted(): readonly SeenRecord[] {
    return [...this.#recalled, ...this.#cited.values(), ...this.#foreign];
  }
}
