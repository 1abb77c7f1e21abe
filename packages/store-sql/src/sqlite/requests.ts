import { type AppendOptions, type AppliedChange, type Head, PagefileError, type Receipt } from "@pagefile/core/contracts";
import type { Database } from "./database.ts";
import { recordAt } from "./records.ts";

type Idempotency = NonNullable<AppendOptions["idempotency"]>;

/** Keeps what an append came to under its idempotency key; records are looked up again, so an erased one cannot come back. */
export function remember(database: Database, space: number, request: Idempotency & Pick<Receipt, "applied" | "head">): void {
  const { key, fingerprint, head } = request;
  const applied = JSON.stringify(request.applied.map(({ id, version, seq, outcome }) => ({ id, version, seq, outcome })));
  database.run("INSERT INTO request VALUES (?, ?, ?, ?, ?, ?)", space, key, fingerprint, applied, head.seq, head.hash);
}

/** The receipt of the append that used the key before. @throws IDEMPOTENCY_MISMATCH */
export function recall(database: Database, space: number, { key, fingerprint }: Idempotency): Receipt | undefined {
  const select = "SELECT fingerprint, applied, seq, hash FROM request WHERE space = ? AND key = ?";
  const kept = database.get<Head & { fingerprint: string; applied: string }>(select, space, key);
  if (kept === undefined) return undefined;
  if (kept.fingerprint !== fingerprint) {
    throw new PagefileError("IDEMPOTENCY_MISMATCH", `The idempotency key ${JSON.stringify(key)} was used for a different write.`);
  }
  const applied = (JSON.parse(kept.applied) as AppliedChange[]).map((change) => {
    const record = recordAt(database, space, change.seq);
    return record === undefined ? change : { ...change, record };
  });
  return { applied, head: { seq: kept.seq, hash: kept.hash }, replayed: true };
}

/** Forgets the requests that touched a record, for its erasure: a fingerprint tells of what was written. */
export function forgetRequests(database: Database, space: number, id: string): void {
  const touched = "EXISTS (SELECT 1 FROM json_each(applied) WHERE value ->> 'id' = ?)";
  database.run(`DELETE FROM request WHERE space = ? AND ${touched}`, space, id);
}
