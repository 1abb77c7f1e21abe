import type { ImportView } from "../../protocol/import.ts";

/** Whether the server still works on it. */
export function isRunning({ state }: ImportView): boolean {
  return state === "receiving" || state === "reading" || state === "writing" || state === "indexing";
}

/** How much of everything is done, 0 to 1, over those of its steps whose size is known. */
export function importedShare({ state, pages, chunks, embedded }: ImportView): number {
  if (state === "done") return 1;
  const steps = [
    ...(pages ? [[pages.done, pages.total] as const] : []),
    ...(chunks ? [[chunks.written, chunks.total] as const] : []),
    ...(embedded ? [[embedded.done, embedded.total] as const] : []),
  ].filter(([, total]) => total > 0);
  if (steps.length === 0) return 0;
  return steps.reduce((sum, [done, total]) => sum + Math.min(1, done / total), 0) / steps.length;
}

/** What it is doing, in a word or two. */
export function importState({ state }: ImportView): string {
  switch (state) {
    case "receiving":
      return "Sending";
    case "reading":
      return "Reading";
    case "writing":
      return "Writing";
    case "indexing":
      return "Embedding";
    case "done":
      return "Done";
    case "cancelled":
      return "Cancelled";
    case "failed":
      return "Failed";
  }
}

const order: Readonly<Record<ImportView["state"], number>> = {
  receiving: 0,
  reading: 1,
  writing: 2,
  indexing: 3,
  done: 4,
  cancelled: 4,
  failed: 4,
};

/**
 * The list with one of its imports replaced by what is known of it now, or with it in front. What the server answered to a file may
 * arrive after what it told since: that is older, and changes nothing.
 */
export function withImport(imports: readonly ImportView[], next: ImportView): readonly ImportView[] {
  if (!imports.some(({ id }) => id === next.id)) return [next, ...imports];
  return imports.map((each) => (each.id === next.id && order[next.state] >= order[each.state] ? next : each));
}
