import type { DeadLetter, Embedder, IndexedChange, Journal, MemoryRecord, RecordKind, Space } from "../contracts/index.ts";
import { embeddingText } from "../retrieval/embedding-text.ts";
import type { BatchVectors, TextToEmbed } from "./batch-vectors.ts";

interface Source {
  readonly space: Space;
  readonly journal: Journal;
  readonly embedder: Embedder;
  readonly vectors: BatchVectors;
  readonly kinds: ReadonlySet<RecordKind>;
  readonly signal: AbortSignal;
}

/** The changes with the vectors of those kinds, and the records whose text the embedder refuses. */
export async function withVectors(
  source: Source,
  changes: readonly IndexedChange[],
): Promise<{ readonly changes: readonly IndexedChange[]; readonly buried: readonly DeadLetter[] }> {
  const { embedder, kinds } = source;
  const texts: TextToEmbed[] = [];
  for (const change of changes) {
    if (change.type === "remove" || change.document === undefined || !kinds.has(change.record.kind)) continue;
    texts.push({ id: change.record.id, text: embeddingText(change.record, await previousMessage(source, change.record)) });
  }
  if (texts.length === 0) return { changes, buried: [] };
  const { vectors, refused } = await source.vectors.of(texts, source.signal);
  const buried: DeadLetter[] = [];
  const vectored = changes.map((change) => {
    if (change.type === "remove") return change;
    const reason = refused.get(change.record.id);
    if (reason !== undefined) buried.push({ id: change.record.id, seq: change.seq, reason });
    const values = vectors.get(change.record.id);
    return values === undefined ? change : { ...change, vector: { embedder: embedder.id, values } };
  });
  return { changes: vectored, buried };
}

/** Asked of the journal, not of the batch, so that a rebuild in other batches gives the same vectors. An opaque one is never embedded. */
async function previousMessage({ journal, space }: Source, record: MemoryRecord): Promise<MemoryRecord | undefined> {
  const { session } = record.attributes;
  if (record.kind !== "message" || session === undefined) return undefined;
  const { items } = await journal.list(space, { kind: "message", beforeId: record.id, order: "descending", limit: 4 });
  return items.find((earlier) => earlier.index && earlier.attributes["session"] === session);
}
