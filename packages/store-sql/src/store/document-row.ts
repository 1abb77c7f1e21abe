import type { LexicalCandidate, RecordKind } from "@pagefile/core/contracts";

/** A document as a search selects it. */
export interface DocumentRow extends Pick<LexicalCandidate, "id" | "version" | "position"> {
  readonly number: number;
  readonly kind: RecordKind;
  readonly groupName: string | null;
  readonly terms: string;
}

/** The candidate that a document is. */
export function candidateOf(row: DocumentRow, found: Pick<LexicalCandidate, "score" | "matched">): LexicalCandidate {
  const { id, version, kind, groupName, position, terms } = row;
  const words = terms === "" ? [] : terms.split(" ");
  return { id, version, kind, ...found, terms: words, ...(groupName !== null && { group: groupName }), position };
}
