import type { Arm, MemoryRecord } from "../contracts/index.ts";
import { type Cue, isAgentMessage, type QueryCues, scoreCues } from "./cues.ts";
import type { LexicalScore } from "./lexical-score.ts";
import type { RankedRecord } from "./ranking.ts";
import type { Why } from "./recall.ts";
import type { Verdict } from "./verdicts.ts";
import type { RetrievalWeights } from "./weights.ts";

/** Where an arm found a record: the arm's store, its rank from 1 and its raw score. */
export interface Finding {
  readonly arm: Arm;
  readonly store: string;
  readonly rank: number;
  readonly score: number;
}

/** A record some arm found, with what is known of it. */
export interface Candidate {
  readonly record: MemoryRecord;
  readonly lexical: LexicalScore | undefined;
  readonly findings: readonly Finding[];
  readonly verdict?: Verdict;
}

/**
 * The weighted sum of normalised scores, best first: words and the graph divided by their best, cosines from least to greatest, cues.
 * A record one arm did not find has 0 there. Equal scores keep the newer record first.
 */
export function fuse(candidates: readonly Candidate[], cues: QueryCues, weights: RetrievalWeights): readonly RankedRecord[] {
  const bestGroup = Math.max(0, ...candidates.map(({ lexical }) => lexical?.group ?? 0));
  const normalise = normaliser(candidates);
  const chat = candidates.some(({ record }) => isAgentMessage(record));
  const ranked = candidates.map(({ record, lexical, findings, verdict }): RankedRecord => {
    const arms = findings.map((finding) => ({ ...finding, score: normalise(finding), weight: weightOf(finding.arm, weights) }));
    const group = lexical === undefined || bestGroup === 0 ? 0 : lexical.group / bestGroup;
    const scores: [Cue | "group", number][] = [...scoreCues(cues, record, chat)];
    if (group > 0) scores.unshift(["group", group]);
    const why: Why = {
      arms,
      cues: [...scores.map(([cue, score]) => ({ cue, score, weight: weights[cue] })), ...judgementCue(verdict, weights)],
      terms: { own: lexical?.own ?? [], near: lexical?.near ?? [] },
    };
    return { record, score: sumOf(why), why, ...(verdict !== undefined && { verdict }) };
  });
  return ranked.sort((a, b) => b.score - a.score || (a.record.id < b.record.id ? 1 : -1));
}

/** What somebody said of a record, as a part of its score. */
export function judgementCue(verdict: Verdict | undefined, weights: RetrievalWeights): Why["cues"] {
  return verdict === undefined || verdict === "never" ? [] : [{ cue: "judgement", score: 1, weight: weights[verdict], verdict }];
}

/** What the parts of an explanation add up to: the score. */
export function sumOf(why: Why): number {
  return [...why.arms, ...why.cues].reduce((sum, { score, weight }) => sum + score * weight, 0);
}

/** A time search says only that a record lies in the range; the date cue weighs that. */
function weightOf(arm: Arm, weights: RetrievalWeights): number {
  return arm === "lexical" || arm === "vector" || arm === "graph" ? weights[arm] : 0;
}

/** For ranks where a store can give nothing better: the first counts 1, the eleventh a half. */
const rankConstant = 10;

function normaliser(candidates: readonly Candidate[]): (finding: Finding) => number {
  const scoresOf = (arm: Arm): readonly number[] =>
    candidates.flatMap(({ findings }) => findings.filter((finding) => finding.arm === arm).map(({ score }) => score));
  const bestWords = Math.max(0, ...scoresOf("lexical"));
  const bestRank = Math.max(0, ...scoresOf("graph"));
  const cosines = scoresOf("vector");
  const least = Math.min(...cosines);
  const greatest = Math.max(...cosines);
  const byRank = ({ rank }: Finding): number => rankConstant / (rankConstant + rank - 1);
  return (finding) => {
    if (finding.arm === "lexical") return bestWords === 0 ? 0 : finding.score / bestWords;
    if (finding.arm === "graph") return bestRank === 0 ? 0 : finding.score / bestRank;
    if (finding.arm !== "vector") return 1;
    return greatest > least ? (finding.score - least) / (greatest - least) : byRank(finding);
  };
}
