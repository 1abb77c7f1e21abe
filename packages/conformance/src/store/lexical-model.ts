import type { LexicalResult, RecordId } from "@pagefile/core/contracts";
import type { Random } from "../random.ts";
import type { Draft } from "./store-context.ts";

/** A record as the model of a lexical search sees it. */
export interface ModelRecord {
  readonly id: RecordId;
  readonly version: number;
  readonly terms: readonly string[];
  readonly group?: string;
  /** Counted as the records of its group were first written. */
  readonly position: number;
  readonly tags: readonly string[];
}

/** A candidate without the store's own score and with its position counted from the first candidate of its group. */
export interface ModelCandidate {
  readonly id: RecordId;
  readonly version: number;
  readonly matched: boolean;
  readonly terms: readonly string[];
  readonly group?: string;
  readonly position: number;
}

export interface ModelQuery {
  readonly terms: readonly string[];
  readonly radius: number;
  readonly tag?: string;
}

/** What a lexical search without a limit must return, by the words of the contract. */
export function modelSearch(records: readonly ModelRecord[], query: ModelQuery): readonly ModelCandidate[] {
  const { terms, radius, tag } = query;
  const matches = (record: ModelRecord): boolean =>
    record.terms.some((term) => terms.includes(term)) && (tag === undefined || record.tags.includes(tag));
  const hits = records.filter(matches);
  const near = (record: ModelRecord): boolean =>
    hits.some((hit) => hit.group !== undefined && hit.group === record.group && Math.abs(hit.position - record.position) <= radius);
  return normalised(
    records
      .filter((record) => matches(record) || near(record))
      .map((record) => ({
        ...group(record.group),
        id: record.id,
        version: record.version,
        terms: record.terms,
        position: record.position,
        matched: matches(record),
      })),
  );
}

/** The store's candidates in the form that can be compared. */
export function storeCandidates(result: LexicalResult): readonly ModelCandidate[] {
  return normalised(
    result.candidates.map(({ id, version, matched, terms, position, ...rest }) => ({
      ...group(rest.group),
      id,
      version,
      matched,
      terms,
      position,
    })),
  );
}

function normalised(candidates: readonly ModelCandidate[]): readonly ModelCandidate[] {
  const first = new Map<string | undefined, number>();
  for (const { group, position } of candidates) first.set(group, Math.min(position, first.get(group) ?? position));
  return candidates
    .map((one) => (one.group === undefined ? one : { ...one, position: one.position - (first.get(one.group) ?? 0) }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function group(name: string | undefined): { readonly group?: string } {
  return name === undefined ? {} : { group: name };
}

/** Words of several scripts, with some that differ by an accent, a kana mark or a width only. */
export const vocabulary: readonly string[] = [
  ..."porto boiler sister serv move near not or and match 7 2026 null select a1 naive naïve straße strasse резюме ёлка елка".split(" "),
  ..."记忆 搬家 姐姐 葡萄牙 波尔图 锅炉 上海 海上 記憶 カタ ガタ 기억 𠮷野 ａｂ ab".split(" "),
];

/** A draft of random words, in one of a few groups or none. */
export function randomDraft(random: Random): Draft {
  const terms = Array.from({ length: random.integer(0, 12) }, () => random.pick(vocabulary));
  const name = random.pick(["g", "G", "g ", "会话", undefined]);
  return { terms, tags: random.sample(["x", "y"], 0, 2), ...(name !== undefined && { group: name }) };
}
