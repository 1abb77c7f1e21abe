import { type Arm, arms, canonicalJson, hashText, type RecordId, recordKinds, type RecordKind } from "../contracts/index.ts";
import type { Filter, Instant, Seq } from "../contracts/index.ts";
import { demand } from "../memory/demand.ts";
import { toInstant } from "../memory/instant.ts";
import { analyse } from "./analyse.ts";
import type { ReadOptions } from "./recall.ts";
import type { RetrievalWeights } from "./weights.ts";

/** A read with its defaults filled in and its words analysed. */
export interface ReadRequest {
  readonly query: string;
  /** Distinct, at most 64. */
  readonly terms: readonly string[];
  readonly kinds: readonly RecordKind[];
  /** Whether the caller left the kinds to recall. */
  readonly anyKind: boolean;
  readonly arms: readonly Arm[];
  readonly filter: Filter | undefined;
  readonly limit: number;
  readonly budgetTokens: number;
  readonly minConfidence: number;
  readonly exclude: ReadonlySet<RecordId>;
  readonly weights: Partial<RetrievalWeights>;
  readonly attention: boolean;
  readonly at: Instant | undefined;
  readonly knownBy: Instant | undefined;
  readonly hops: number;
  /** The entry after which to show records, instead of now. */
  readonly asOf: Seq | undefined;
  readonly signal: AbortSignal | undefined;
  /** What a cursor is bound to: the same for every page of a read. */
  readonly fingerprint: string;
  readonly cursor: string | undefined;
}

/** What recall searches when nothing else is asked for; facts too in a space that has any. */
export const recalledKinds: readonly RecordKind[] = ["message", "passage"];
const recalledArms: readonly Arm[] = ["lexical", "vector", "time", "graph"];
const mostTerms = 64;
const mostHits = 200;

/** @throws PagefileError QUERY_INVALID */
export function readRequest(query: string, options: ReadOptions, asOf?: Seq): ReadRequest {
  const { kinds = recalledKinds, arms: asked = recalledArms, limit = 10, minConfidence = 0, budgetTokens = Infinity } = options;
  const { filter, exclude = [], weights = {}, attention = false, at, knownBy, hops = 2, signal, cursor } = options;
  if (typeof query !== "string") throw new TypeError("A query is text.");
  demand(Number.isInteger(limit) && limit >= 1 && limit <= mostHits, `A limit is a whole number from 1 to ${mostHits}; got ${limit}.`);
  demand(minConfidence >= 0 && minConfidence <= 1, `A confidence lies between 0 and 1; got ${minConfidence}.`);
  demand(budgetTokens > 0, `A budget is more than 0 tokens; got ${budgetTokens}.`);
  demand(Number.isInteger(hops) && hops >= 1 && hops <= 4, `Hops are a whole number from 1 to 4; got ${hops}.`);
  for (const arm of asked) demand(arms.includes(arm), `There is no arm ${JSON.stringify(arm)}; the arms are ${arms.join(", ")}.`);
  for (const kind of kinds)
    demand(recordKinds.includes(kind), `There is no kind ${JSON.stringify(kind)}; the kinds are ${recordKinds.join(", ")}.`);
  const times = {
    at: at === undefined ? undefined : toInstant("`at`", at),
    knownBy: knownBy === undefined ? undefined : toInstant("`knownBy`", knownBy),
  };
  const { signal: _signal, cursor: _cursor, ...bound } = { ...options, ...times };
  return {
    query,
    terms: [...new Set(analyse(query))].slice(0, mostTerms),
    kinds: [...new Set(kinds)],
    anyKind: options.kinds === undefined,
    arms: [...new Set(asked)],
    filter,
    limit,
    budgetTokens,
    minConfidence,
    exclude: new Set(exclude),
    weights,
    attention,
    ...times,
    hops,
    asOf,
    signal,
    fingerprint: hashText(canonicalJson({ query, bound, asOf })).slice(0, 16),
    cursor,
  };
}
