import type { Arm, Clock, Embedder, Journal, RecordId, Seq, Space, Store } from "../contracts/index.ts";
import { attend } from "./attend.ts";
import type { AttendOptions, Attention } from "./attention.ts";
import { packHits, type PackedHit } from "./budget.ts";
import { cutFrom } from "./cut.ts";
import { pastLimits } from "./past-ranking.ts";
import { mountedSpaces, refuseMounts } from "./mount.ts";
import { rankRecords } from "./rank-records.ts";
import { rankTogether } from "./rank-together.ts";
import type { Ranking } from "./ranking.ts";
import { readCursor, writeCursor } from "./read-cursor.ts";
import { type ReadRequest, readRequest } from "./read-request.ts";
import type { ReadOptions, Recall, WhyNot } from "./recall.ts";
import type { RetrievalWeights } from "./weights.ts";
import { explainAbsence } from "./why-not.ts";

export interface ReaderOptions {
  readonly journal: Journal;
  /** In order of preference, the journal's own last. */
  readonly stores: readonly Store[];
  readonly embedder: Embedder | undefined;
  readonly clock: Clock;
  /** How long a read waits for one arm, in milliseconds. */
  readonly armDeadlineMs: number;
  /** The weights of a space. */
  weights(space: Space): Promise<RetrievalWeights>;
  /** How many entries of the journal an arm of a store has not applied yet. */
  behind(space: Space, store: Store, arm: Arm): Promise<number>;
}

/**
 * Finds what answers a query. An arm that fails makes a recall partial and never an error.
 * @throws PagefileError QUERY_INVALID for options that make no sense, JOURNAL_* from the journal, and the reason of a signal
 */
export interface Reader {
  read(space: Space, query: string, options?: ReadOptions): Promise<Recall>;
  /** What was known after an entry. */
  readPast(space: Space, query: string, options: ReadOptions & { readonly asOf: Seq }): Promise<Recall>;
  whyNot(space: Space, query: string, request: ReadOptions & { readonly id: RecordId }): Promise<WhyNot>;
  attend(space: Space, query: string | Float32Array, options?: AttendOptions): Promise<Attention>;
}

export function createReader(options: ReaderOptions): Reader {
  return {
    async read(space, query, readOptions = {}) {
      const mounts = mountedSpaces(readOptions.mounts ?? [], space);
      const request = readRequest(query, readOptions);
      const shown = readCursor(request.fingerprint, request.cursor);
      const ranking = mounts.length === 0 ? rankRecords(options, space, request) : rankTogether(options, { home: space, mounts }, request);
      return recallOf(await ranking, request, shown);
    },
    async readPast(space, query, { asOf, ...readOptions }) {
      refuseMounts(readOptions);
      const request = readRequest(query, readOptions, asOf);
      const shown = readCursor(request.fingerprint, request.cursor);
      const recall = recallOf(await rankRecords(options, space, request), request, shown);
      return { ...recall, past: { seq: asOf, limits: pastLimits } };
    },
    async whyNot(space, query, { id, ...readOptions }) {
      refuseMounts(readOptions);
      const request = readRequest(query, readOptions);
      const ranking = await rankRecords(options, space, request);
      const { hits } = recallOf(ranking, request, readCursor(request.fingerprint, request.cursor));
      return explainAbsence(id, { journal: options.journal, space, request, ranking, hits });
    },
    attend: (space, query, attendOptions = {}) => attend(options, space, { ...attendOptions, query }),
  };
}

function recallOf(ranking: Ranking, request: ReadRequest, shown: ReadonlySet<number>): Recall {
  const { query, limit, budgetTokens, minConfidence, fingerprint } = request;
  const { confidence, searched } = ranking;
  const found = ranking.ranked.length > 0 && confidence >= minConfidence;
  const ranked = found ? ranking.ranked : [];
  const packed = packHits(ranked, { limit, budgetTokens, shown });
  const next = nextCursor(ranked.length, packed, { fingerprint, shown });
  return {
    query,
    hits: packed.map(({ hit }) => hit),
    confidence,
    found,
    searched,
    partial: searched.some(({ status, behind }) => status === "failed" || status === "timed-out" || behind > 0),
    total: ranked.length,
    tokens: packed.reduce((sum, { hit }) => sum + hit.tokens, 0),
    ...(next !== undefined && { next }),
    cut: cutFrom(ranking, { found, limit, page: packed.map(({ hit }) => hit.rank), before: shown }),
    text: packed.map(({ line }) => line).join("\n"),
  };
}

/** Absent when everything was shown, or when nothing that is left fits the budget. */
function nextCursor(
  total: number,
  packed: readonly PackedHit[],
  before: { fingerprint: string; shown: ReadonlySet<number> },
): string | undefined {
  const shown = new Set([...before.shown, ...packed.map(({ hit }) => hit.rank)]);
  return packed.length === 0 || shown.size >= total ? undefined : writeCursor(before.fingerprint, shown);
}
