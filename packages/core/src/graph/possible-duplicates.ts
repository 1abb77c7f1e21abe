import type { MemoryRecord, RecordId } from "../contracts/index.ts";
import type { SpaceContext } from "../memory/space-context.ts";
import { foldedWords } from "../retrieval/analyse.ts";
import { entityBody } from "./graph-body.ts";
import type { PossibleDuplicate } from "./knowledge-graph.ts";

interface Named {
  readonly id: RecordId;
  readonly name: string;
}

/** Cosine from which two names may mean the same. */
const likeVectors = 0.85;

/**
 * Entities whose name is like one that was just made: a shorter or longer form of it, one letter off, its initials, or near
 * by vector. Only reported: two people may well be called alike.
 */
export async function possibleDuplicates(context: SpaceContext, made: readonly Named[]): Promise<readonly PossibleDuplicate[]> {
  const found = await Promise.all(made.map((entity) => likeOnes(context, entity)));
  return found.flat();
}

async function likeOnes(context: SpaceContext, { id, name }: Named): Promise<readonly PossibleDuplicate[]> {
  const bounds = { kinds: ["entity"], exclude: [id] } as const;
  const [byWord, byVector] = await Promise.all([
    context.reader.read(context.space, name, { ...bounds, arms: ["lexical", "vector"], limit: 10 }),
    context.reader.read(context.space, name, { ...bounds, arms: ["vector"], limit: 1, minConfidence: likeVectors }),
  ]);
  const near = new Set(byVector.hits.map((hit) => hit.id));
  const records = new Map([...byWord.hits, ...byVector.hits].map((hit) => [hit.id, hit.record]));
  return [...records.values()].flatMap((record) => {
    const like = namesOf(record).find((other) => near.has(record.id) || areAlike(name, other));
    return like === undefined ? [] : [{ name, id, like: { name: entityBody(record)?.name ?? like, id: record.id } }];
  });
}

function namesOf(record: MemoryRecord): readonly string[] {
  const body = entityBody(record);
  return body === undefined ? [] : [body.name, ...body.aliases];
}

/** Whether one name is part of the other, stands for its initials, or differs from it by a letter. */
export function areAlike(a: string, b: string): boolean {
  const [shorter = [], longer = []] = [foldedWords(a), foldedWords(b)].toSorted((x, y) => x.length - y.length);
  if (shorter.length === 0) return false;
  if (shorter.every((word) => longer.includes(word))) return true;
  const [one, other] = [shorter.join(""), longer.join("")];
  if (longer.length > 1 && one === longer.map((word) => word[0]).join("")) return true;
  return Math.min(one.length, other.length) >= 4 && isOneOff(one, other);
}

/** Whether one letter more, less or other makes the one the other. */
function isOneOff(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const [restA, restB] = [a.slice(at), b.slice(at)];
  return restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1);
}
