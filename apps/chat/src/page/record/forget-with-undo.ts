import { forgetRecords, undoRecord } from "./record-calls.ts";
import { notice } from "./notice.ts";

export interface Forgetting {
  readonly id: string;
  /** A few words of it, for the notice. */
  readonly text: string;
  /** After the person took it back. */
  readonly undone?: () => void;
}

/** Takes a record out of memory, says so, and offers the way back. */
export async function forgetWithUndo(space: string, { id, text, undone }: Forgetting): Promise<void> {
  const { pending } = await forgetRecords(space, [id]);
  const slow = pending.length === 0 ? "" : ` ${pending.join(" and ")} will follow.`;
  notice.set({
    text: `Forgotten: “${shorten(text)}”.${slow}`,
    undo: async () => {
      await undoRecord(space, id);
      undone?.();
    },
  });
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`;
}
