import type { ArmView } from "../../protocol/recall.ts";
import { counted } from "../design/count.ts";

/** "vectors 12 entries behind": what a search may miss because a store has not followed yet. Absent when all have. */
export function behindInWords(searched: readonly ArmView[]): string | undefined {
  const late = searched.filter(({ behind }) => behind > 0);
  if (late.length === 0) return undefined;
  const names = late.map(({ arm, store, behind }) => `${arm} (${store}) is ${counted(behind, "entry", "entries")} behind`);
  return `${names.join(", ")}: what was written last may be missing from it.`;
}
