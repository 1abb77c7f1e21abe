import type { CheckView } from "../../protocol/check.ts";

/** What is being read, in words: the journal, its records, or the store of that name. */
export function checkStep(phase: string | undefined): string {
  switch (phase) {
    case undefined:
      return "Beginning";
    case "journal":
      return "Reading the journal, entry by entry";
    case "records":
      return "Holding each record against its last entry";
    default:
      return `Comparing with ${phase}`;
  }
}

/** How much of this step is done, 0 to 1: how many steps there are is not known before. */
export function checkedShare({ progress }: CheckView): number {
  return progress && progress.total > 0 ? Math.min(1, progress.done / progress.total) : 0;
}
