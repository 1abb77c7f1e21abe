import type { Space } from "../contracts/index.ts";
import { dropDuplicates } from "./duplicates.ts";
import { embedOnce } from "./embed-once.ts";
import { inSpace, type MountedSpace } from "./mount.ts";
import { rankRecords } from "./rank-records.ts";
import type { RankedRecord, Ranking } from "./ranking.ts";
import type { ReaderOptions } from "./reader.ts";
import type { ReadRequest } from "./read-request.ts";
import type { Why } from "./recall.ts";

/**
 * Ranks what a space and its mounts hold as one. Each is searched by itself, at the same time and under the same deadlines, with its
 * own weights and judgements, so that its order is what a read of it alone gives.
 *
 * Scores are relative to the best of a space, and the best of a space that knows nothing about it scores as high as that of one that
 * does. So they are taken down by how sure a space is, next to the surest one; a space that is not sure enough gives nothing.
 */
export async function rankTogether(
  options: ReaderOptions,
  { home, mounts }: { readonly home: Space; readonly mounts: readonly MountedSpace[] },
  request: ReadRequest,
): Promise<Ranking> {
  // The query is the same for all of them.
  const shared = { ...options, embedder: options.embedder && embedOnce(options.embedder) };
  const alone = await Promise.all([home, ...mounts.map(({ space }) => space)].map((space) => rankRecords(shared, space, request)));
  const surest = Math.max(0, ...alone.map(({ confidence }) => confidence));
  const rankings = alone.map((ranking, at) => joining(ranking, mounts[at - 1], surest));
  const sure = rankings.filter(({ confidence }) => confidence >= Math.min(surest, request.minConfidence));
  const united = sure.flatMap(({ ranked }) => ranked).sort((a, b) => b.score - a.score || (a.record.id < b.record.id ? 1 : -1));
  const { distinct, duplicates } = dropDuplicates(united);
  return {
    ranked: distinct,
    duplicates: [...sure.flatMap((ranking) => ranking.duplicates), ...duplicates],
    confidence: surest,
    kinds: [...new Set(rankings.flatMap(({ kinds }) => kinds))],
    searched: rankings.flatMap(({ searched }) => searched),
    judged: rankings.some(({ judged }) => judged),
  };
}

/** A ranking of one space as a part of one over several. */
function joining(ranking: Ranking, from: MountedSpace | undefined, surest: number): Ranking {
  const share = surest === 0 ? 1 : ranking.confidence / surest;
  const join = (one: RankedRecord): RankedRecord => ({ ...one, ...takenDown(one, share), ...(from !== undefined && { from }) });
  return {
    ...ranking,
    ranked: ranking.ranked.map(join),
    duplicates: ranking.duplicates.map(({ ranked, of }) => ({ ranked: join(ranked), of: join(of) })),
    searched: ranking.searched.map((report) => ({ ...report, ...inSpace(from) })),
  };
}

/** The parts of an explanation still add up to the score. */
function takenDown({ score, why }: RankedRecord, share: number): Pick<RankedRecord, "score" | "why"> {
  const lighter = <T extends { readonly weight: number }>(part: T): T => ({ ...part, weight: part.weight * share });
  const taken: Why = { ...why, arms: why.arms.map(lighter), cues: why.cues.map(lighter) };
  return { score: score * share, why: taken };
}
