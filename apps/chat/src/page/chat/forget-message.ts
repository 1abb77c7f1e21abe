import { forgetRecords, undoRecord } from "../record/record-calls.ts";
import { notice } from "../record/notice.ts";
import type { PageMessage } from "./page-message.ts";

/** Takes the records of a message out of memory, and offers the way back. */
export async function forgetMessage(space: string, message: PageMessage): Promise<void> {
  const { forgotten } = await forgetRecords(space, message.metadata?.records ?? []);
  const what = message.role === "user" ? "What you said" : "The reply";
  notice.set({
    text: `${what} is forgotten: no search finds it any more, and the model does not see it. What was learnt from it stays.`,
    undo: async () => {
      for (const record of forgotten.toReversed()) await undoRecord(space, record);
    },
  });
}
