import { randomBytes } from "node:crypto";
import { type FactEdge, type IndexedChange, type MemoryRecord, parseSpace, type RecordId, type Space } from "@pagefile/core/contracts";

type Put = Extract<IndexedChange, { type: "put" }>;

export interface Detail {
  readonly version?: number;
  readonly terms?: readonly string[];
  readonly createdAt?: string;
  readonly attributes?: MemoryRecord["attributes"];
  readonly vector?: Put["vector"];
}

/** A space that no other test writes to. */
export function freshSpace(name = "main"): Space {
  return parseSpace(`t${randomBytes(8).toString("hex")}/${name}`);
}

let last = 0;

export function newId(): RecordId {
  last += 1;
  return `019a0000-0000-7000-8000-${last.toString(16).padStart(12, "0")}`;
}

export function entity(id: RecordId, detail: Detail = {}): Put {
  return put({ id, kind: "entity", ...detail });
}

export function fact(id: RecordId, edge: Partial<FactEdge> & Pick<FactEdge, "subject">, detail: Detail = {}): Put {
  return put({ id, kind: "fact", edge: { predicate: "knows", evidence: [], ...edge }, ...detail });
}

function put(of: Detail & { readonly id: RecordId; readonly kind: "entity" | "fact"; readonly edge?: FactEdge }): Put {
  const { id, kind, edge, version = 1, terms = ["common"], createdAt = "2026-01-01T00:00:00.000Z", attributes = {}, vector } = of;
  const content = { kind, body: {}, tags: [], attributes, createdAt, index: true };
  const record: MemoryRecord = { ...content, id, version, seq: version, recordedAt: createdAt, origin: { channel: "user", trust: "user" } };
  const document = { text: terms.join(" "), terms, ...(edge && { edge }) };
  return { type: "put", seq: version, record, document, ...(vector && { vector }) };
}

/** Around `seeds`, with everything else as usual. */
export function around(seeds: readonly RecordId[]): {
  arm: "graph";
  kinds: readonly ["entity", "fact"];
  seeds: readonly RecordId[];
  hops: number;
  limit: number;
} {
  return { arm: "graph", kinds: ["entity", "fact"], seeds, hops: 4, limit: 100 };
}
