import type { MemoryRecord, RecordId } from "@pagefile/core/contracts";
import { authorOf, textOf, timeOf } from "../record-line.ts";
import type { Screen } from "./screen.ts";
import { cutToWidth } from "./text-width.ts";

/** The messages and passages a fact was learnt from. */
export function evidenceOf({ body }: MemoryRecord): readonly RecordId[] {
  const evidence = body instanceof Uint8Array ? undefined : body["evidence"];
  return Array.isArray(evidence) ? evidence.filter((id) => typeof id === "string") : [];
}

/** A fact and where it comes from. */
export function showEvidence(fact: MemoryRecord, evidence: readonly MemoryRecord[], screen: Screen): void {
  screen.line(`  ${screen.paint("bold", cutToWidth(textOf(fact), screen.columns - 2))}`);
  for (const record of evidence)
    screen.sentence(`from ${authorOf(record)}, ${timeOf(record.occurredAt ?? record.createdAt)}: “${textOf(record)}”`, "dim");
  if (evidence.length === 0) screen.note("noted without a message that says it");
}
