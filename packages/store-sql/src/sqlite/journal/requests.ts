import { type AppendOptions, type AppliedChange, hashText, type Head, PagefileError, type Receipt } from "@pagefile/core/contracts";
import type { Database } from "../database/database.ts";
import { recordAt } from "./records.ts";

type Idempotency = NonNullable<AppendOptions["idempotency"]>;

/*
 * What an append came to, under a hash of its idempotency key. Records are looked up again when it is asked for, so that
 * an erased one cannot come back.
 */

export function remember(database: Database, space: number, request: Idempotency & Pick<Receipt, "applied" | "head">): void {
  const { key, fingerprint, head } = request;
  const applied = JSON.stringify(request.applied.map(({ id, version, seq, outcome }) => ({ id, version, seq, outcome })));
  const sql = "INSERT INTO request (space, key, fingerprint, applied, seq, hash) VALUES (?, ?, ?, ?, ?, ?)";
  database.run(sql, space, hashText(key), fingerprint, applied, head.seq, head.hash);
}

/** The receipt of the append that used the key before. @throws IDEMPOTENCY_MISMATCH */
export function recall(database: Database, space: number, { key, fingerprint }: Idempotency): Receipt | undefined {
  const select = "SELECT fingerprint, applied, seq, hash FROM request WHERE space = ? AND key = ?";
  const kept = database.get<Head & { fingerprint: string | null; applied: string }>(select, space, hashText(key));
  if (kept === undefined) return undefined;
  if (kept.fingerprint !== null && kept.fingerprint !== fingerprint) {
    throw new PagefileError("IDEMPOTENCY_MISMATCH", `The idempotency key ${JSON.stringify(key)} was used for a different write.`);
  }
  const applied = (JSON.parse(kept.applied) as AppliedChange[]).map((change) => {
    const record = recordAt(database, space, change.seq);
    return record === undefined ? change : { ...change, record };
  });
  return { applied, head: { seq: kept.seq, hash: kept.hash }, replayed: true };
}

/** Forgets what a request that touched an erased record asked for: its fingerprint could be used to test a guess. */
export function forgetFingerprints(database: Database, space: number, id: string): void {
  const touched = "EXISTS (SELECT 1 FROM json_each(applied) WHERE value ->> 'id' = ?)";
  database.run(`UPDATE request SET fingerprint = NULL WHERE space = ? AND ${touched}`, space, id);
}
