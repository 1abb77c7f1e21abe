import { canonicalJson, type IndexDocument, type IndexedChange, type MemoryRecord, type RecordId } from "@pagefile/core/contracts";
import { wordsVector } from "./collection.ts";
import { type Condition, is } from "./filter-condition.ts";
import { type Payload, payloadOf, type Place, placeOf, pointId, type Tombstone } from "./payload.ts";
import type { Operation, Point, SpacePoints, Vectors } from "./space-points.ts";
import { documentWords } from "./words-vector.ts";

/** The state a batch brings a record to. */
interface Target {
  readonly id: RecordId;
  readonly version: number;
  /** Absent for a record that is to be gone. */
  readonly kept?: { readonly record: MemoryRecord; readonly document: IndexDocument };
  /** By embedder, under the names they have in the collection. */
  readonly vectors: Vectors;
}

type Held = Payload | Tombstone;

/**
 * Brings points to what the changes say, in three requests. What is there is read first, and each operation says again for
 * which versions it is meant, so that of two processes that apply at once the newer version wins whoever comes last.
 */
export async function applyChanges(points: SpacePoints, changes: readonly IndexedChange[], nameOf: NameOfVector): Promise<void> {
  const targets = await targetsOf(changes, nameOf);
  const held = await heldOf(points, [...targets.keys()]);
  const current = [...targets.values()].filter(({ id, version }) => (held.get(id)?.version ?? 0) <= version);
  const places = await placesOf(points, current, held);
  const operations: Operation[] = [];
  for (const [version, group] of Map.groupBy(current, (target) => target.version)) {
    operations.push(...operationsOf(points, group, { version, held, places }));
  }
  await points.update(operations);
}

/** The named vector for an embedder's vectors of a length, made if need be. */
export type NameOfVector = (embedder: string, dimensions: number) => Promise<string>;

/** The newest version of each record, in the order the records first appear in, with all its vectors. */
async function targetsOf(changes: readonly IndexedChange[], nameOf: NameOfVector): Promise<ReadonlyMap<RecordId, Target>> {
  const targets = new Map<RecordId, Target>();
  for (const change of changes) {
    const target = await targetOf(change, nameOf);
    const before = targets.get(target.id);
    if (before !== undefined && before.version > target.version) continue;
    const same = before?.version === target.version && target.kept !== undefined;
    targets.set(target.id, same ? { ...target, vectors: { ...before.vectors, ...target.vectors } } : target);
  }
  return targets;
}

async function targetOf(change: IndexedChange, nameOf: NameOfVector): Promise<Target> {
  if (change.type === "remove") return { id: change.id, version: change.version, vectors: {} };
  const { record, document, vector } = change;
  const { id, version } = record;
  if (document === undefined) return { id, version, vectors: {} };
  const vectors = vector && { [await nameOf(vector.embedder, vector.values.length)]: Array.from(vector.values) };
  return { id, version, kept: { record, document }, vectors: vectors ?? {} };
}

async function heldOf(points: SpacePoints, ids: readonly RecordId[]): Promise<ReadonlyMap<RecordId, Held>> {
  const held = new Map<RecordId, Held>();
  const condition = { has_id: ids.map((id) => pointId(points.space, id)) };
  for await (const payload of points.payloads<Held>(condition)) held.set(payload.id, payload);
  return held;
}

/** The place of each record that is kept: the one it has, else the next in its group. Removed records keep theirs. */
async function placesOf(
  points: SpacePoints,
  targets: readonly Target[],
  held: ReadonlyMap<RecordId, Held>,
): Promise<ReadonlyMap<RecordId, Place>> {
  const places = new Map<RecordId, Place>();
  const newcomers = new Map<string, RecordId[]>();
  for (const { id, kept } of targets) {
    const group = kept?.document.group;
    if (kept === undefined || group === undefined) continue;
    const place = placeOf(points.space, kept.record.kind, group);
    const before = held.get(id);
    if (before?.place === place && before.position !== undefined) places.set(id, { place, position: before.position });
    else newcomers.set(place, [...(newcomers.get(place) ?? []), id]);
  }
  if (newcomers.size === 0) return places;
  const last = await points.search(
    [...newcomers.keys()].map((place) => ({
      query: { order_by: { key: "position", direction: "desc" } },
      condition: is("place", place),
      limit: 1,
    })),
  );
  for (const [at, [place, ids]] of [...newcomers].entries()) {
    const taken = last[at]?.[0]?.payload.position ?? 0;
    for (const [order, id] of ids.entries()) places.set(id, { place, position: taken + order + 1 });
  }
  return places;
}

interface Situation {
  readonly version: number;
  readonly held: ReadonlyMap<RecordId, Held>;
  readonly places: ReadonlyMap<RecordId, Place>;
}

/** What brings records to one version. */
function operationsOf(points: SpacePoints, targets: readonly Target[], { version, held, places }: Situation): readonly Operation[] {
  const removed: Point[] = [];
  const written: Point[] = [];
  const embedded: Omit<Point, "payload">[] = [];
  const mended: Operation[] = [];
  const isVersion = is("version", version);
  for (const { id: record, kept, vectors } of targets) {
    const id = pointId(points.space, record);
    const before = held.get(record);
    if (kept === undefined) {
      const { place, position } = before ?? {};
      removed.push({
        id,
        payload: { id: record, version, ...(place !== undefined && position !== undefined && { place, position }) },
        vectors: {},
      });
      continue;
    }
    const payload = payloadOf(kept.record, kept.document, places.get(record) ?? { position: 0 });
    const words = { [wordsVector]: documentWords(payload.terms) };
    if (before?.version !== version) {
      written.push({ id, payload, vectors: words });
      if (Object.keys(vectors).length > 0) embedded.push({ id, vectors });
      continue;
    }
    // The version that is there keeps its other vectors, and whatever else was damaged from outside is put right.
    const damaged = canonicalJson(before) !== canonicalJson({ ...payload, space: points.space });
    if (damaged) mended.push(points.overwrite(payload, { must: [{ has_id: [id] }, isVersion] }));
    embedded.push({ id, vectors: { ...words, ...vectors } });
  }
  return [
    ...points.upsert(removed, { key: "version", range: { lte: version } }),
    ...(removed.length > 0 ? [points.delete(strays(removed))] : []),
    ...points.upsert(written, { key: "version", range: { lt: version } }),
    ...mended,
    // Apart from the words, since another process may have written the same version without them in between.
    ...points.addVectors(embedded, isVersion),
  ];
}

/** Points that claim to be records that are removed, under another id than theirs; only damage from outside makes such. */
function strays(removed: readonly Point[]): Condition {
  return {
    must: [{ key: "id", match: { any: removed.map(({ payload }) => payload.id) } }],
    must_not: [{ has_id: removed.map(({ id }) => id) }],
  };
}
