import { estimateTokens } from "../context/estimate-tokens.ts";
import { textOf } from "./document.ts";
import { inSpace } from "./mount.ts";
import type { RankedRecord } from "./ranking.ts";
import type { Hit } from "./recall.ts";
import { renderLine } from "./render.ts";
import { shortIds } from "./short-id.ts";

export interface PageBounds {
  readonly limit: number;
  readonly budgetTokens: number;
  /** Ranks earlier pages showed. */
  readonly shown: ReadonlySet<number>;
}

/** A hit and its line. */
export interface PackedHit {
  readonly hit: Hit;
  readonly line: string;
}

/** Packs single records, best first; what does not fit is passed over and the next is tried. */
export function packHits(ranked: readonly RankedRecord[], { limit, budgetTokens, shown }: PageBounds): readonly PackedHit[] {
  const cited = shortIds(ranked.map(({ record }) => record.id));
  const packed: PackedHit[] = [];
  let left = budgetTokens;
  for (const [at, { record, score, why, verdict, from }] of ranked.entries()) {
    if (packed.length === limit || left <= 0) break;
    if (shown.has(at + 1)) continue;
    const line = renderLine(record, cited.get(record.id) ?? record.id, { verdict, mount: from?.title });
    const tokens = estimateTokens(`${line}\n`);
    if (tokens > left) continue;
    left -= tokens;
    packed.push({
      hit: {
        record,
        id: record.id,
        text: textOf(record),
        score,
        rank: at + 1,
        tokens,
        ...(verdict !== undefined && { verdict }),
        why,
        ...inSpace(from),
      },
      line,
    });
  }
  return packed;
}
