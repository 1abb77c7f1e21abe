import type { Journal, MemoryRecord, RecordId, Space } from "../contracts/index.ts";
import { estimateTokens } from "../context/estimate-tokens.ts";
import { matchesFilter } from "../contracts/index.ts";
import { makeDocument } from "./document.ts";
import { isTimely } from "./gather.ts";
import type { Ranking } from "./ranking.ts";
import type { ReadRequest } from "./read-request.ts";
import type { Hit, WhyNot } from "./recall.ts";
import { renderLine } from "./render.ts";
import { getVerdicts } from "./verdicts.ts";

interface ReadDone {
  readonly journal: Journal;
  readonly space: Space;
  readonly request: ReadRequest;
  readonly ranking: Ranking;
  readonly hits: readonly Hit[];
}

type Absence = Omit<WhyNot, "id">;

/** Why a record is not among the hits of a read that was just made: the first reason that holds. */
export async function explainAbsence(id: RecordId, read: ReadDone): Promise<WhyNot> {
  const [record] = await read.journal.get(read.space, [id]);
  const absence =
    record === undefined
      ? await explainGone(id, read)
      : (explainBarred(record, read) ?? (await explainJudged(id, read)) ?? explainRank(record, read));
  return { id, ...absence };
}

async function explainGone(id: RecordId, { journal, space }: ReadDone): Promise<Absence> {
  for await (const _entry of journal.history(space, id)) {
    return { reason: "deleted", explanation: "The record was deleted or erased." };
  }
  return { reason: "not-in-space", explanation: `${space} never held a record with this id.` };
}

/** Reasons that hold whatever the query says. */
function explainBarred(record: MemoryRecord, { request, ranking }: ReadDone): Absence | undefined {
  const { exclude, filter } = request;
  const { kinds } = ranking;
  if (!record.index || makeDocument(record) === undefined)
    return { reason: "opaque", explanation: "The record is kept but not indexed, or has no text." };
  if (!kinds.includes(record.kind))
    return { reason: "other-kind", explanation: `It is a ${record.kind}; searched were ${kinds.join(", ")}.` };
  if (exclude.has(record.id)) return { reason: "excluded", explanation: "The read was told to leave it out." };
  if (filter !== undefined && !matchesFilter(filter, record)) return { reason: "filtered", explanation: "The filter does not accept it." };
  if (!isTimely(record, request))
    return { reason: "other-time", explanation: "It is a fact that does not hold, or was not known, at the time asked for." };
  return undefined;
}

async function explainJudged(id: RecordId, { journal, space, ranking }: ReadDone): Promise<Absence | undefined> {
  const verdicts = await getVerdicts([id], { journal, space, judged: ranking.judged });
  return verdicts.get(id) === "never" ? { reason: "judged", explanation: "Somebody judged that it is never to be shown." } : undefined;
}

function explainRank(record: MemoryRecord, read: ReadDone): Absence {
  const { request, ranking, hits } = read;
  const at = ranking.ranked.findIndex((one) => one.record.id === record.id);
  const one = ranking.ranked[at];
  if (one === undefined) return explainUnranked(record, read);
  const figures = { rank: at + 1, score: one.score, why: one.why };
  const placed = `rank ${at + 1} of ${ranking.ranked.length} with a score of ${one.score.toFixed(3)}`;
  if (hits.some((hit) => hit.id === record.id)) return { reason: "returned", explanation: `It was returned at ${placed}.`, ...figures };
  if (ranking.confidence < request.minConfidence) {
    const explanation = `Nothing was returned: confidence ${ranking.confidence.toFixed(2)} is below ${request.minConfidence}. It had ${placed}.`;
    return { reason: "low-confidence", explanation, ...figures };
  }
  const last = hits.at(-1);
  if (hits.length < request.limit) {
    const tokens = estimateTokens(`${renderLine(record, record.id.slice(0, 13), { verdict: one.verdict })}\n`);
    const explanation = `It had ${placed}, but its ${tokens} tokens did not fit what was left of ${request.budgetTokens}.`;
    return { reason: "over-budget", explanation, ...figures };
  }
  const against = last === undefined ? "" : `; the last one returned had ${last.score.toFixed(3)}`;
  return { reason: "outranked", explanation: `It had ${placed}${against}.`, ...figures };
}

/** No arm brought it, or a better record says the same. */
function explainUnranked(record: MemoryRecord, { request, ranking }: ReadDone): Absence {
  const better = ranking.duplicates.find(({ ranked }) => ranked.record.id === record.id);
  if (better !== undefined) return { reason: "outranked", explanation: `It says the same as ${better.of.record.id}, which ranks higher.` };
  const searched = ranking.searched.filter(({ kinds, status }) => kinds.includes(record.kind) && status !== "absent");
  const late = searched.find(({ behind }) => behind > 0);
  const words = new Set(makeDocument(record)?.terms);
  const shared = request.terms.filter((term) => words.has(term));
  if (late !== undefined && (shared.length > 0 || late.arm === "vector")) {
    return {
      reason: "behind",
      explanation: `${late.store} is ${late.behind} entries behind the journal, so its ${late.arm} arm may not know it yet.`,
    };
  }
  if (shared.length > 0)
    return {
      reason: "outranked",
      explanation: `It shares ${shared.join(", ")} with the query, but more records than are ranked match better.`,
    };
  return {
    reason: "nothing-in-common",
    explanation: `It shares no word with the query, nor do its neighbours, and no other arm found it.${graphSilence(ranking)}`,
  };
}

/** What kept the graph from ranking, which finds records that share no word with a query. */
function graphSilence({ searched }: Ranking): string {
  const reason = searched.find(({ arm, status }) => arm === "graph" && status === "searched")?.reason;
  return reason === undefined ? "" : ` The graph was silent: ${reason}`;
}
