import {
  createExtractor,
  type Draft,
  type Extractor,
  type ExtractorOptions,
  type Memory,
  openMemory,
  type SpaceMemory,
} from "@pagefile/core";
import type { JsonObject, MemoryRecord } from "@pagefile/core/contracts";
import { sqlite } from "@pagefile/store-sql";
import { type FaultPlan, faultyJournal, manualClock, type ManualClock } from "@pagefile/testing";
import { onTestFinished } from "vitest";
import { freshFile } from "../pitfalls/open-file.ts";

export interface ExtractTest {
  readonly memory: Memory;
  readonly space: SpaceMemory;
  readonly clock: ManualClock;
  readonly file: string;
  readonly extractor: Extractor;
}

/** A memory in a file, with an extractor on it, both on a clock that a test moves. */
export function openExtract(
  options: Partial<ExtractorOptions> = {},
  { file = freshFile(), faults = {} }: { readonly file?: string; readonly faults?: FaultPlan } = {},
): ExtractTest {
  const clock = manualClock("2024-03-10T12:00:00.000Z");
  const memory = openMemory({ journal: faultyJournal(sqlite({ file }), faults), clock });
  onTestFinished(() => memory.close());
  return { memory, space: memory.space("acme/alice"), clock, file, extractor: createExtractor({ memory, clock, ...options }) };
}

export function said(text: string, more: Partial<Draft> = {}): Draft {
  return { kind: "message", text, attributes: { speaker: "Alice" }, ...more };
}

/** Every live record of a kind. */
export async function recordsOf(space: SpaceMemory, kind: MemoryRecord["kind"]): Promise<readonly MemoryRecord[]> {
  return (await space.list({ kind, limit: 1_000 })).items;
}

/** The facts of a space as sentences, in order of text. */
export async function factTexts(space: SpaceMemory): Promise<readonly string[]> {
  return (await recordsOf(space, "fact")).map(({ body }) => textIn(body)).toSorted();
}

function textIn(body: MemoryRecord["body"]): string {
  return body instanceof Uint8Array ? "" : String(body["text"]);
}

/** What a model answers: facts, given as members beside `message: 1`. */
export function answer(facts: readonly JsonObject[], passages: readonly JsonObject[] = []): string {
  const numbered = (items: readonly JsonObject[]) => items.map((item) => ({ message: 1, ...item }));
  return JSON.stringify({ facts: numbered(facts), passages: numbered(passages) });
}
