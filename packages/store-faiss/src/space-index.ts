import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { IndexedChange, Match, RecordId, Space, VectorQuery } from "@pagefile/core/contracts";
import { temporary } from "./durable-file.ts";
import type { FaissModule } from "./faiss-module.ts";
import type { FaissFactory } from "./faiss-options.ts";
import { IdMap, type Row, type RowSet } from "./id-map.ts";
import { LabelIndex } from "./label-index.ts";
import { planFrame } from "./plan-frame.ts";
import { dot, unitVector } from "./unit-vector.ts";
import { type LogEntry, VectorLog } from "./vector-log.ts";

/** Room of ended vectors that is not worth rewriting a log for. */
const tolerated = 1_024;
const recordsInFrame = 256;

export interface SpaceIndexOptions {
  readonly folder: string;
  readonly space: Space;
  readonly module: FaissModule;
  readonly factory: FaissFactory;
  readonly exactUpTo: number;
}

/** One space, open: its log, the id map replayed from it, and an index for each embedder and kind. */
export class SpaceIndex {
  readonly ids: IdMap = new IdMap();
  readonly #options: SpaceIndexOptions;
  readonly #log: VectorLog;
  readonly #indexes = new Map<number, LabelIndex>();
  /** The vectors of sets that have no index, once searched; a row that ended takes its own along. */
  #kept = new WeakMap<Row, Float32Array>();

  private constructor(options: SpaceIndexOptions, log: VectorLog) {
    this.#options = options;
    this.#log = log;
  }

  /** Undefined where there is no log, or one that cannot be read: nothing is held then. */
  static async open(options: SpaceIndexOptions): Promise<SpaceIndex | undefined> {
    const path = logPath(options.folder);
    if (!existsSync(path)) return undefined;
    for (const name of readdirSync(options.folder)) if (name.endsWith(temporary)) rmSync(join(options.folder, name));
    const log = VectorLog.open(path, options.space);
    if (log === undefined) return undefined;
    const opened = new SpaceIndex(options, log);
    opened.#replay();
    await opened.#fill();
    return opened;
  }

  /** Durable when it returns, and searchable. */
  async apply(changes: readonly IndexedChange[]): Promise<void> {
    const { entries, vectors } = planFrame(this.ids, changes, (place) => this.#log.read(place));
    if (entries.length === 0) return;
    const ended = this.ids.follow(this.#log.append(entries, vectors));
    this.#log.scrub(ended);
    await this.#fill();
  }

  search({ kinds, embedder, vector, limit, includeVectors = false }: VectorQuery): readonly Match[] {
    this.ids.checkLength(embedder, vector.length);
    const asked = unitVector(vector);
    const sets = this.ids.sets.filter((set) => set.embedder === embedder && kinds.includes(set.kind) && set.live > 0);
    const matches: Match[] = [];
    for (const row of sets.flatMap((set) => this.#candidates(set, asked, limit))) {
      const stored = this.#kept.get(row) ?? this.#log.read(row);
      if (stored === undefined) continue;
      const { id } = row;
      matches.push({
        id,
        version: this.ids.held(id).version,
        score: dot(asked, stored),
        ...(includeVectors && { vector: stored.slice() }),
      });
    }
    return matches.sort((a, b) => b.score - a.score).slice(0, limit);
  }

  *scan(): Generator<{ id: RecordId; version: number; arm: "vector"; embedder: string }> {
    for (const [id, { version, rows }] of this.ids.records) {
      for (const number of rows.keys()) yield { id, version, arm: "vector", embedder: this.ids.set(number).embedder };
    }
  }

  /** Whether most of the log is room of vectors that ended. */
  get wasteful(): boolean {
    const live = this.ids.sets.reduce((sum, set) => sum + set.live, 0);
    const ended = this.ids.sets.reduce((sum, set) => sum + set.rows.length, 0) - live;
    return ended > Math.max(tolerated, live / 2);
  }

  /** What a new log has to say, for `VectorLog.write`. */
  *live(): Generator<readonly [entries: readonly LogEntry[], vectors: readonly Float32Array[]]> {
    yield [this.ids.sets.map(({ number, kind, embedder, dimensions }) => ["set", number, kind, embedder, dimensions]), []];
    let entries: LogEntry[] = [];
    let vectors: Float32Array[] = [];
    for (const [id, { version, rows }] of this.ids.records) {
      const before = vectors.length;
      for (const [number, at] of rows) {
        const row = this.ids.set(number).rows[at];
        const vector = row && this.#log.read(row);
        if (row === undefined || vector === undefined) continue;
        entries.push(["put", id, version, number, row.checksum]);
        vectors.push(vector);
      }
      if (vectors.length === before) entries.push(["none", id, version]);
      if (entries.length < recordsInFrame) continue;
      yield [entries, vectors];
      entries = [];
      vectors = [];
    }
    if (entries.length > 0) yield [entries, vectors];
  }

  close({ save }: { readonly save: boolean }): void {
    if (save) for (const index of this.#indexes.values()) index.save({ always: true });
    this.#log.close();
  }

  #replay(): void {
    let ended: readonly Row[] = [];
    for (const frame of this.#log.replay()) ended = this.ids.follow(frame);
    // A kill may have come before the last frame's vectors were overwritten.
    this.#log.scrub(ended);
    for (const set of this.ids.sets) {
      for (const row of set.rows) if (row !== undefined && this.#log.read(row) === undefined) this.ids.lose(set, row);
    }
  }

  /** Brings the indexes of large sets up to date. A new one serves when it is whole; until then vectors are compared one by one. */
  async #fill(): Promise<void> {
    const { module, factory, folder, exactUpTo } = this.#options;
    for (const set of this.ids.sets) {
      if (set.live <= exactUpTo && !this.#indexes.has(set.number)) continue;
      const path = join(folder, `${set.number}.graph`);
      const index = this.#indexes.get(set.number) ?? LabelIndex.open({ module, factory, set, log: this.#log, path });
      await index.fill();
      if (!this.#indexes.has(set.number)) this.#kept = new WeakMap();
      this.#indexes.set(set.number, index);
      index.save({ always: false });
    }
  }

  #candidates(set: RowSet, asked: Float32Array, limit: number): readonly Row[] {
    const index = this.#indexes.get(set.number);
    // A graph that is asked for most of its vectors misses some.
    const most = this.#options.factory !== "Flat" && 2 * limit >= set.live;
    if (index !== undefined && !most && set.live > this.#options.exactUpTo) return index.nearest(asked, limit);
    const rows = set.rows.filter((row) => row !== undefined);
    if (index === undefined) this.#keep(rows);
    return rows;
  }

  #keep(rows: readonly Row[]): void {
    for (const row of rows) {
      const vector = this.#kept.has(row) ? undefined : this.#log.read(row);
      if (vector !== undefined) this.#kept.set(row, vector);
    }
  }
}

export function logPath(folder: string): string {
  return join(folder, "vectors.log");
}
