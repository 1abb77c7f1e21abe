export interface PageRankOptions {
  /** What is passed on; the rest returns to the seeds. @default 0.75 */
  readonly damping?: number;
  /** Pushes over all links. @default 6 */
  readonly rounds?: number;
}

/**
 * Personalised PageRank (Haveliwala 2002) by a few pushes from the seeds: how much of their weight reaches each node. Links
 * hold both ways; a node shares out equally, so that what is linked to everything says little. Few rounds are enough: by
 * measurement three from record to record rank as well as twenty.
 */
export function personalisedPageRank(
  links: Iterable<readonly [string, string]>,
  seeds: ReadonlyMap<string, number>,
  { damping = 0.75, rounds = 6 }: PageRankOptions = {},
): ReadonlyMap<string, number> {
  const neighbours = new Map<string, string[]>();
  const link = (from: string, to: string): void => {
    const known = neighbours.get(from);
    if (known === undefined) neighbours.set(from, [to]);
    else known.push(to);
  };
  for (const [a, b] of links) {
    link(a, b);
    link(b, a);
  }
  const total = [...seeds.values()].reduce((sum, weight) => sum + weight, 0);
  const start = new Map([...seeds].filter(([, weight]) => weight > 0).map(([id, weight]) => [id, weight / total]));
  let rank: ReadonlyMap<string, number> = start;
  for (let round = 0; round < rounds; round += 1) rank = push(rank, { neighbours, start, damping });
  return rank;
}

interface Push {
  readonly neighbours: ReadonlyMap<string, readonly string[]>;
  readonly start: ReadonlyMap<string, number>;
  readonly damping: number;
}

function push(rank: ReadonlyMap<string, number>, { neighbours, start, damping }: Push): ReadonlyMap<string, number> {
  const next = new Map([...start].map(([id, weight]) => [id, weight * (1 - damping)]));
  for (const [id, weight] of rank) {
    const to = neighbours.get(id) ?? [];
    // What leads nowhere gives its weight back to the seeds.
    if (to.length === 0) for (const [seed, share] of start) next.set(seed, (next.get(seed) ?? 0) + damping * weight * share);
    for (const one of to) next.set(one, (next.get(one) ?? 0) + (damping * weight) / to.length);
  }
  return next;
}
