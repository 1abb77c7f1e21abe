import { toUiMessageChunks } from "@pagefile/ai-sdk";
import type { SharedTurn } from "@pagefile/core";
import { turnId } from "../agents/turn-id.ts";
import { readStoppedReply, type StoppedReply } from "./stopped-reply.ts";

/** Of each space; the oldest go first. */
const mostKept = 20;

interface Kept {
  readonly replies: Map<string, StoppedReply>;
  /** Of each turn that is followed, when what it leaves is among the replies. */
  readonly followed: Map<SharedTurn, Promise<void>>;
}

/**
 * The words of replies that ended before they were whole, by their turns. Memory keeps whole steps only; a page that is loaded
 * anew can show the rest for as long as the program runs.
 */
export class StoppedReplies {
  readonly #spaces = new Map<string, Kept>();

  /** Called when a turn begins. */
  follow(space: string, turn: SharedTurn): void {
    const kept = this.#spaces.get(space) ?? { replies: new Map(), followed: new Map() };
    this.#spaces.set(space, kept);
    kept.followed.set(
      turn,
      keepWords(kept.replies, turn).finally(() => kept.followed.delete(turn)),
    );
  }

  /** Of all turns but the one that runs. */
  async of(space: string, running: SharedTurn | undefined): Promise<ReadonlyMap<string, StoppedReply>> {
    const { replies, followed } = this.#spaces.get(space) ?? {};
    for (const [turn, ended] of followed ?? []) if (turn !== running) await ended;
    return replies ?? new Map();
  }

  /** What was erased may have been spoken of. */
  forget(space: string): void {
    this.#spaces.delete(space);
  }
}

async function keepWords(replies: Map<string, StoppedReply>, turn: SharedTurn): Promise<void> {
  const finish = await turn.finished.catch(() => undefined);
  const id = await turnId(turn);
  if (finish === undefined || id === undefined) return;
  // A turn that was gone on with has said everything anew.
  replies.delete(id);
  if (finish.reason === "answered") return;
  const reply = await readStoppedReply(toUiMessageChunks(turn.events()));
  if (reply !== undefined) replies.set(id, reply);
  const [oldest] = replies.keys();
  if (replies.size > mostKept && oldest !== undefined) replies.delete(oldest);
}
