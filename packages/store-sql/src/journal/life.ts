import type { MemoryRecord, RecordId, RecordKind, Seq } from "@pagefile/core/contracts";

/**
 * A stretch of entries during which a record was live under one kind and name. A new version goes on with the life of the
 * record; a deletion ends it, and so does another kind, collection, key or `createdAt`.
 */
export interface Life {
  readonly kind: RecordKind;
  readonly collection: string | null;
  readonly key: string | null;
  readonly createdAt: string;
  /** The entry it began with. */
  readonly since: Seq;
}

/** A life that is over: the entry `until` ended it. */
export interface PastLife extends Life {
  readonly id: RecordId;
  readonly until: Seq;
}

/** The life a record has once it is put, going on with the one it has where nothing of that differs. */
export function lifeOf(record: MemoryRecord, before: Life | undefined): Life {
  const { kind, collection = null, key = null, createdAt, seq } = record;
  const named = { kind, collection, key, createdAt };
  return before !== undefined && isSame(named, before) ? before : { ...named, since: seq };
}

function isSame(named: Omit<Life, "since">, { kind, collection, key, createdAt }: Life): boolean {
  return named.kind === kind && named.collection === collection && named.key === key && named.createdAt === createdAt;
}
