import type { MemoryRecord } from "../contracts/index.ts";
import type { SpaceMemory } from "../memory/space-memory.ts";
import { speakerOf, textOf } from "./document.ts";
import { defaultWeights } from "./weights.ts";

export interface SelfCheckOptions {
  /** The newest question turns are asked, at most so many. @default 200 */
  readonly questions?: number;
  readonly signal?: AbortSignal;
}

/** What the embedder does to recall in this very space. */
export interface SelfCheck {
  /** Questions asked; below 30 nothing is concluded. */
  readonly questions: number;
  /** The share of questions whose answering turn is among the first ten, by words alone and with vectors. */
  readonly lexical: number;
  readonly fused: number;
  /** For `setWeights`: 0 where vectors lose more answers than chance explains, else what it was. */
  readonly suggestedWeight: number;
}

const conclusive = 30;

/**
 * Measures without labels whether an embedder helps: takes the space's own questions, expects the next turn by someone
 * else, and compares recall at ten without and with vectors. Changes nothing.
 */
export async function selfCheckEmbedder(
  space: Pick<SpaceMemory, "list" | "read" | "weights">,
  options: SelfCheckOptions = {},
): Promise<SelfCheck> {
  const { questions: most = 200, signal } = options;
  const current = (await space.weights()).vector;
  const weight = current > 0 ? current : defaultWeights.vector;
  const pairs = await questionsOf(space, most);
  let [lexical, fused, gained, lost] = [0, 0, 0, 0];
  for (const { question, answer } of pairs) {
    signal?.throwIfAborted();
    const finds = async (vector: number): Promise<boolean> => {
      const { hits } = await space.read(textOf(question), { kinds: ["message"], exclude: [question.id], weights: { vector } });
      return hits.some(({ id }) => id === answer.id);
    };
    const [without, withVectors] = [await finds(0), await finds(weight)];
    lexical += without ? 1 : 0;
    fused += withVectors ? 1 : 0;
    gained += !without && withVectors ? 1 : 0;
    lost += without && !withVectors ? 1 : 0;
  }
  const hurts = pairs.length >= conclusive && lost - gained > Math.sqrt(lost + gained);
  const share = (count: number): number => (pairs.length === 0 ? 0 : count / pairs.length);
  return { questions: pairs.length, lexical: share(lexical), fused: share(fused), suggestedWeight: hurts ? 0 : current };
}

interface Pair {
  readonly question: MemoryRecord;
  readonly answer: MemoryRecord;
}

/** Newest first, walking back through the messages. */
async function questionsOf(space: Pick<SpaceMemory, "list">, most: number): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  let cursor: string | undefined;
  let next: MemoryRecord | undefined;
  do {
    const page = await space.list({ kind: "message", order: "descending", limit: 1000, ...(cursor !== undefined && { cursor }) });
    for (const record of page.items) {
      if (next !== undefined && answers(next, record)) pairs.push({ question: record, answer: next });
      if (pairs.length === most) return pairs;
      if (record.index) next = record;
    }
    cursor = page.next;
  } while (cursor !== undefined);
  return pairs;
}

function answers(next: MemoryRecord, record: MemoryRecord): boolean {
  if (!record.index || !textOf(record).trimEnd().endsWith("?") || next.attributes["session"] !== record.attributes["session"]) return false;
  return whoOf(next) !== whoOf(record);
}

function whoOf(record: MemoryRecord): string {
  return `${speakerOf(record) ?? ""} ${String(record.attributes["role"] ?? "")}`;
}
