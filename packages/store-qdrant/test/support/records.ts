import type { IndexedChange, MemoryRecord, Space } from "@pagefile/core/contracts";
import { parseSpace } from "@pagefile/core/contracts";

type Put = Extract<IndexedChange, { type: "put" }>;

interface Draft extends Partial<Pick<MemoryRecord, "version" | "tags" | "attributes" | "createdAt" | "kind">> {
  /** The words. @default common */
  readonly text?: string;
  readonly group?: string;
  readonly vector?: NonNullable<Put["vector"]>;
}

/** A space that no other test knows. */
export function freshSpace(): Space {
  return parseSpace(`t${crypto.randomUUID()}/main`);
}

/** The id of the record of that number. */
export function idOf(number: number): string {
  return `019a0000-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;
}

/** A put of the record of that number. */
export function put(number: number, { text = "common", group, vector, version = 1, ...content }: Draft = {}): Put {
  const at = new Date(Date.UTC(2026, 0, 1) + number * 1000).toISOString();
  const record: MemoryRecord = {
    id: idOf(number),
    kind: "message",
    version,
    seq: number + 1,
    body: { role: "user", text },
    tags: [],
    attributes: {},
    createdAt: at,
    recordedAt: at,
    index: true,
    origin: { channel: "user", trust: "user" },
    ...content,
  };
  const document = { text, terms: text.split(" "), ...(group !== undefined && { group }) };
  return { type: "put", seq: record.seq, record, document, ...(vector && { vector }) };
}

export function removal(number: number, version: number): IndexedChange {
  return { type: "remove", seq: number + 1000, id: idOf(number), version };
}

/** A vector of one embedder along one axis. */
export function along(axis: number, embedder = "one", dimensions = 4): NonNullable<Put["vector"]> {
  return { embedder, values: Float32Array.from({ length: dimensions }, (_, at) => (at === axis ? 1 : 0)) };
}
