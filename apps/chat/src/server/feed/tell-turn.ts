import type { SharedTurn } from "@pagefile/core";
import { turnId } from "../../agents/turn-id.ts";
import type { Feeds } from "./feeds.ts";

/** Tells the pages of a space that a turn began, once its message is in memory, and how it ended. */
export async function tellTurn(feeds: Feeds, space: string, turn: SharedTurn): Promise<void> {
  const id = await turnId(turn);
  if (id === undefined) return;
  feeds.tell(space, { type: "turn-start", turn: id, text: turn.text, ...(turn.by !== undefined && { by: turn.by }) });
  const reason = await turn.finished.then(
    (finish) => finish.reason,
    () => "failed" as const,
  );
  feeds.tell(space, { type: "turn-finish", turn: id, reason });
}
