import type { Agent, Confirmation, Memory, Recall, SharedTurn, SpaceMemory } from "@pagefile/core";
import type { ChatModel, RecordId } from "@pagefile/core/contracts";
import { findId } from "../find-record.ts";
import type { Screen } from "../terminal/screen.ts";
import { UsageError } from "../usage-error.ts";

/** A chat at the terminal, as the slash commands see it. */
export interface Conversation {
  readonly memory: Memory;
  readonly space: SpaceMemory;
  readonly agent: Agent;
  readonly screen: Screen;
  /** What was recalled or searched last. */
  recall: Recall | undefined;
  /** The records of the list shown last: the person names them by number. */
  shown: readonly RecordId[];
  /** The calls that were shown as waiting for a word, in their order: no other can be decided. */
  asked: readonly Confirmation[];
  model: ChatModel;
  /** Lets another model answer from the next turn on. */
  chooseModel(name: string): Promise<ChatModel>;
  /** Stops a turn for good: the next start does not go on with it. */
  stop(turn: SharedTurn): Promise<void>;
  /** Goes on with the turn whose calls are decided, and shows it. */
  goOn(): Promise<void>;
  /** Asks a question; undefined when it was waved away. */
  ask(question: string): Promise<string | undefined>;
  /** Runs something that Ctrl-C cancels. */
  cancellable<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

/** A record by the number of a line, an id or the beginning of one. @throws UsageError */
export async function pickRecord({ space, shown }: Conversation, typed: string): Promise<RecordId> {
  if (typed === "") throw new UsageError("Which one? Give the number of a line shown last, or an id.");
  if (!/^\d{1,3}$/.test(typed)) return findId(space, typed);
  const id = shown[Number(typed) - 1];
  if (id === undefined)
    throw new UsageError(
      shown.length === 0 ? "Nothing is numbered yet; /search or /why shows numbers." : `The numbers go from 1 to ${shown.length}.`,
    );
  return id;
}
