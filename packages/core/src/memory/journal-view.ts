import {
  type Clock,
  type DocumentMaker,
  hashPayload,
  type Head,
  isPagefileError,
  type Journal,
  type MemoryRecord,
  type RecordId,
  type RecordKind,
  type Space,
} from "../contracts/index.ts";
import { type Break, ChainCheck, hashed, type RecordState } from "./chain-check.ts";
import { letOthersRun } from "./let-others-run.ts";
import type { VerifyProgress } from "./space-memory.ts";

/** What a store should hold of a live record. */
export interface LiveRecord {
  readonly kind: RecordKind;
  /** Whether it has anything to index; an opaque record belongs in no store. */
  readonly indexed: boolean;
  /** Whether it holds words; of a text of signs only a store may or may not keep a lexical copy. */
  readonly worded: boolean;
}

/** The journal read from end to end at one head, as the measure for the stores. */
export interface JournalView {
  readonly head: Head;
  readonly broken: Break | undefined;
  /** False where an entry cannot even be read: then there is no measure for the stores. */
  readonly readable: boolean;
  readonly states: ReadonlyMap<RecordId, RecordState>;
  readonly live: ReadonlyMap<RecordId, LiveRecord>;
}

export interface Viewing {
  readonly space: Space;
  readonly journal: Journal;
  readonly documents: DocumentMaker;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: VerifyProgress) => void) | undefined;
}

/** Recomputes the chain, then holds every current record against the entry that should have made it. */
export async function viewJournal(viewing: Viewing): Promise<JournalView> {
  const { journal, space } = viewing;
  const head = await journal.head(space);
  const chain = new ChainCheck();
  try {
    for await (const entry of journal.read(space, 0)) {
      if (entry.seq > head.seq) break;
      chain.add(entry);
      await tick(viewing, { phase: "journal", done: entry.seq, total: head.seq });
    }
  } catch (error) {
    if (!isPagefileError(error, "JOURNAL_CORRUPT")) throw error;
    const broken = chain.broken ?? { seq: chain.head.seq + 1, reason: error.message };
    return { head, broken, readable: false, states: chain.states, live: new Map() };
  }
  chain.end(head);
  const { live, fault } = await viewRecords(viewing, head, chain.states);
  // Where the chain does not hold, records that differ from it follow from that.
  return { head, broken: chain.broken ?? fault, readable: true, states: chain.states, live };
}

async function viewRecords(
  viewing: Viewing,
  head: Head,
  states: ReadonlyMap<RecordId, RecordState>,
): Promise<{ live: Map<RecordId, LiveRecord>; fault: Break | undefined }> {
  const { journal, space, documents } = viewing;
  const total = [...states.values()].filter((state) => state.live).length;
  const live = new Map<RecordId, LiveRecord>();
  const faults: Break[] = [];
  let cursor: string | undefined;
  do {
    const page = await journal.list(space, { limit: 1_000, ...(cursor === undefined ? {} : { cursor }) });
    for (const record of page.items) {
      // Written since the head was read: the next verification looks at it.
      if (record.seq > head.seq) continue;
      const fault = recordFault(record, states.get(record.id));
      if (fault !== undefined) faults.push({ seq: record.seq, reason: fault });
      live.set(record.id, fault === undefined ? liveRecord(record, documents) : { kind: record.kind, indexed: true, worded: true });
      await tick(viewing, { phase: "records", done: live.size, total });
    }
    cursor = page.next;
  } while (cursor !== undefined);
  const lost = [...states].filter(([id, state]) => state.live && !live.has(id));
  const moved = lost.length > 0 && (await journal.head(space)).seq > head.seq;
  if (!moved)
    for (const [id, { seq }] of lost) faults.push({ seq, reason: `The record ${id} that it wrote is not among the current ones.` });
  return { live, fault: faults.sort((a, b) => a.seq - b.seq)[0] };
}

function liveRecord(record: MemoryRecord, documents: DocumentMaker): LiveRecord {
  const document = documents(record);
  return { kind: record.kind, indexed: document !== undefined, worded: (document?.terms.length ?? 0) > 0 };
}

function recordFault(record: MemoryRecord, state: RecordState | undefined): string | undefined {
  const { id, version, seq, recordedAt: _recordedAt, origin, ...content } = record;
  if (state === undefined || !state.live) return `The record ${id} is there, though no entry wrote it or another took it away.`;
  if (state.version !== version || state.seq !== seq)
    return `The record ${id} stands at version ${version}, its last entry at ${state.version}.`;
  return state.salt !== undefined && hashed(() => hashPayload(state.salt ?? "", origin, content)) === state.payloadHash
    ? undefined
    : `The record ${id} is not what it wrote.`;
}

/** Often enough to see it move and to stop it, seldom enough to cost nothing. */
const stride = 256;

export async function tick({ signal, onProgress }: Pick<Viewing, "signal" | "onProgress">, progress: VerifyProgress): Promise<void> {
  signal?.throwIfAborted();
  const { done, total } = progress;
  if (done % stride === 0 || done >= total) onProgress?.(progress);
  if (done % stride === 0 && done > 0) await letOthersRun();
}
