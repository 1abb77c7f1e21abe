import { type LexicalQuery, type LexicalResult, type LexicalStatistics, matchesFilter } from "@pagefile/core/contracts";
import { wordsVector } from "./collection.ts";
import { type Condition, is } from "./filter-condition.ts";
import { candidateOf, filteredPart, type Payload } from "./payload.ts";
import { findBest, ofKinds } from "./search.ts";
import type { Found, SpacePoints } from "./space-points.ts";
import { queryWords } from "./words-vector.ts";

export async function searchLexical(points: SpacePoints, query: LexicalQuery): Promise<LexicalResult> {
  const search = {
    query: queryWords(query.terms),
    using: wordsVector,
    // How rare a word is in other spaces is not this one's business.
    params: { idf: { corpus: points.within({ must: [] }) } },
  };
  const holdsTerm = ({ terms }: Payload): boolean => terms.some((term) => query.terms.includes(term));
  const [statistics, found] = await Promise.all([statisticsOf(points, query), findBest(points, query, { ...search, accepts: holdsTerm })]);
  const matches = found.map(({ payload, score }) => candidateOf(payload, { score, matched: true }));
  const neighbours = (await neighboursOf(points, query, found)).map((payload) => {
    const passes = query.filter === undefined || matchesFilter(query.filter, filteredPart(payload));
    return candidateOf(payload, { score: 0, matched: passes && holdsTerm(payload) });
  });
  return { candidates: [...matches, ...neighbours], statistics };
}

async function statisticsOf(points: SpacePoints, { kinds, terms }: LexicalQuery): Promise<LexicalStatistics> {
  const [lengths, ...frequencies] = await Promise.all([
    points.facet("length", ofKinds(kinds)),
    ...terms.map((term) => points.count({ must: [ofKinds(kinds), is("terms", term)] })),
  ]);
  const documents = lengths.reduce((sum, { count }) => sum + count, 0);
  const words = lengths.reduce((sum, { value, count }) => sum + Number(value) * count, 0);
  return { documents, averageLength: documents === 0 ? 0 : words / documents, frequencies };
}

const stretchesPerRequest = 250;

/** What stands within the radius of what was found, each once and none of what was found. */
async function neighboursOf(points: SpacePoints, { kinds, radius }: LexicalQuery, found: readonly Found[]): Promise<readonly Payload[]> {
  const known = new Set(found.map(({ payload }) => payload.id));
  const near: Payload[] = [];
  const all = radius === 0 ? [] : stretches(found, radius);
  for (let at = 0; at < all.length; at += stretchesPerRequest) {
    const condition = { must: [ofKinds(kinds), { should: all.slice(at, at + stretchesPerRequest).map(inStretch) }] };
    for await (const payload of points.payloads(condition)) if (!known.has(payload.id)) near.push(payload);
  }
  return near;
}

interface Stretch {
  readonly place: string;
  readonly from: number;
  to: number;
}

function inStretch({ place, from, to }: Stretch): Condition {
  return { must: [is("place", place), { key: "position", range: { gte: from, lte: to } }] };
}

/** The places within the radius, those that touch or overlap as one. */
function stretches(found: readonly Found[], radius: number): readonly Stretch[] {
  const last = new Map<string, Stretch>();
  const all: Stretch[] = [];
  for (const { payload } of found.toSorted((a, b) => a.payload.position - b.payload.position)) {
    const { place, position } = payload;
    if (place === undefined) continue;
    const before = last.get(place);
    if (before !== undefined && before.to >= position - radius - 1) before.to = position + radius;
    else {
      const stretch = { place, from: position - radius, to: position + radius };
      last.set(place, stretch);
      all.push(stretch);
    }
  }
  return all;
}
