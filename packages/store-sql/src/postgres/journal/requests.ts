import {
  type AppendOptions,
  type AppliedChange,
  hashText,
  type Head,
  PagefileError,
  type Receipt,
  type RecordId,
} from "@pagefile/core/contracts";
import type { Database } from "../database/database.ts";
import { recordsAt } from "./records.ts";

type Idempotency = NonNullable<AppendOptions["idempotency"]>;

/*
 * What an append came to, under a hash of its idempotency key. Records are looked up again when it is asked for, so that
 * an erased one cannot come back.
 */

export async function remember(database: Database, space: number, request: Idempotency & Pick<Receipt, "applied" | "head">): Promise<void> {
  const { key, fingerprint, head } = request;
  const applied = JSON.stringify(request.applied.map(({ id, version, seq, outcome }) => ({ id, version, seq, outcome })));
  const sql = "INSERT INTO request (space, key, fingerprint, applied, seq, hash) VALUES ($1, $2, $3, $4, $5, $6)";
  await database.run(sql, space, hashText(key), fingerprint, applied, head.seq, head.hash);
}

/** The receipt of the append that used the key before. @throws IDEMPOTENCY_MISMATCH */
export async function recall(database: Database, space: number, { key, fingerprint }: Idempotency): Promise<Receipt | undefined> {
  const select = "SELECT fingerprint, applied, seq, hash FROM request WHERE space = $1 AND key = $2";
  const kept = await database.get<Head & { fingerprint: string | null; applied: readonly AppliedChange[] }>(select, space, hashText(key));
  if (kept === undefined) return undefined;
  if (kept.fingerprint !== null && kept.fingerprint !== fingerprint) {
    throw new PagefileError("IDEMPOTENCY_MISMATCH", `The idempotency key ${JSON.stringify(key)} was used for a different write.`);
  }
  const records = await recordsAt(
    database,
    space,
    kept.applied.map(({ seq }) => seq),
  );
  const applied = kept.applied.map((change) => {
    const record = records.get(change.seq);
    return record === undefined ? change : { ...change, record };
  });
  return { applied, head: { seq: kept.seq, hash: kept.hash }, replayed: true };
}

/** Forgets what requests that touched erased records asked for: a fingerprint could be used to test a guess. */
export async function forgetFingerprints(database: Database, space: number, ids: readonly RecordId[]): Promise<void> {
  const touched = "EXISTS (SELECT 1 FROM jsonb_array_elements(applied) change WHERE change ->> 'id' = ANY ($2))";
  await database.run(`UPDATE request SET fingerprint = NULL WHERE space = $1 AND ${touched}`, space, ids);
}
