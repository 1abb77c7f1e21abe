import { isPagefileError, lowestTrust, type Origin } from "../contracts/index.ts";
import type { FactDraft } from "../graph/knowledge-graph.ts";
import type { SpaceMemory, WriteOptions } from "../memory/space-memory.ts";
import type { ExtractTally } from "./extract-report.ts";
import type { ExtractRunSettings } from "./extractor.ts";
import type { Found, FoundFact } from "./found.ts";
import { RecalledText } from "./recalled.ts";
import type { Source } from "./source.ts";

export interface FoundIn {
  readonly source: Source;
  readonly found: Found;
  /** What found it, `rules@1` or `model@1`: part of the keys that make each write happen once. */
  readonly extractor: string;
  readonly onFact: ExtractRunSettings["onFact"] | undefined;
}

/** Writes what was found in one message. Done again, it changes nothing: every write has a key that follows from the message. */
export async function writeFound(space: SpaceMemory, { source, found, extractor, onFact }: FoundIn, tally: ExtractTally): Promise<void> {
  const { record } = source;
  const recalled = new RecalledText(space, record);
  const origin: Origin = {
    channel: extractor.startsWith("rules") ? "system" : "agent",
    trust: lowestTrust([record.origin.trust, "user"]),
    source: `extract/${extractor}`,
    parents: [record.id],
  };
  const once = (part: string): WriteOptions => ({
    idempotencyKey: `extract/${extractor}/${record.id}/${record.version}/${part}`,
    origin,
    wait: "journal",
  });
  for (const [at, fact] of found.facts.entries()) {
    if (await recalled.includes(fact.quote)) tally.drop("recalled");
    else await kept(tally, async () => addFact(space, { fact, source, onFact }, once(`fact/${at}`)), "facts");
  }
  for (const [at, { text, quote }] of found.passages.entries()) {
    if (await recalled.includes(quote)) tally.drop("recalled");
    else await kept(tally, async () => addPassage(space, { text, source }, once(`passage/${at}`)), "passages");
  }
}

/** Counts what was written; what memory cannot keep is dropped, so that it holds up nothing else. */
async function kept(tally: ExtractTally, write: () => Promise<"created" | "known">, what: "facts" | "passages"): Promise<void> {
  try {
    tally[(await write()) === "created" ? what : "known"] += 1;
  } catch (error) {
    // Under this key another answer of the model was written, by another process.
    if (isPagefileError(error, "IDEMPOTENCY_MISMATCH")) tally.known += 1;
    else if (isPagefileError(error) && unkeepable.has(error.code)) tally.drop("invalid");
    else throw error;
  }
}

const unkeepable: ReadonlySet<string> = new Set(["RECORD_INVALID", "RECORD_NOT_FOUND", "LIMIT_EXCEEDED"]);

async function addFact(
  space: SpaceMemory,
  { fact, source, onFact }: Pick<FoundIn, "source" | "onFact"> & { readonly fact: FoundFact },
  options: WriteOptions,
): Promise<"created" | "known"> {
  const { quote: _quote, ...said } = fact;
  const draft: FactDraft = { ...said, evidence: [source.record.id] };
  const receipt = await space.graph.addFact(draft, options);
  if (receipt.outcome === "created") onFact?.(receipt, draft);
  return receipt.outcome;
}

async function addPassage(
  space: SpaceMemory,
  { text, source }: { readonly text: string; readonly source: Source },
  options: WriteOptions,
): Promise<"created" | "known"> {
  const { records } = await space.write({ kind: "passage", text, occurredAt: source.told }, options);
  return records[0]?.outcome === "created" ? "created" : "known";
}
