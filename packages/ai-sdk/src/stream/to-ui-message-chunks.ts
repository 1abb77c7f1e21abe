import { type Failure } from "../failure.ts";
import { TurnChunks } from "./turn-chunks.ts";
import type { TurnEvent } from "../turn-event.ts";
import type { UiMessageChunk } from "./ui-message-chunk.ts";

export interface UiMessageChunksOptions {
  /** The id of the reply. @default `reply-` and the turn, as `toUiMessages` names it too */
  readonly messageId?: string;
  /** The major of `ai` the front end is written with. @default what all three accept */
  readonly client?: 5 | 6 | 7;
  /** Told in the reply's metadata. */
  readonly space?: string;
  /** What the browser is told of a failure. @default `publicSentence` */
  readonly describeFailure?: (failure: Failure) => string;
}

/**
 * The chunks of one turn, in order, each as soon as its event came. Never throws: what the events throw is told in an `error` chunk,
 * which is then the last. The same events give the same chunks with the same ids, so a turn can be replayed. No events give no chunks.
 *
 * The chunks of a turn end with `finish` (after `abort` where it was cancelled), or with `error` where the turn failed or its events
 * broke off. No delta comes without its start, every part and call that was opened is closed, and no chunk is of a type the client
 * does not know.
 *
 * Text streams at once, before it is known whether the model's answer can be used. Where it could not, the step is reset
 * (`client: 7`), or a part `data-void` names the parts that are void: see `liveParts`.
 */
export async function* toUiMessageChunks(
  events: AsyncIterable<TurnEvent>,
  options: UiMessageChunksOptions = {},
): AsyncGenerator<UiMessageChunk, void> {
  const chunks = new TurnChunks(options);
  try {
    for await (const event of events) yield* chunks.take(event);
  } catch (error) {
    yield* chunks.fail({ at: "turn", text: error instanceof Error ? error.message : "", error });
    return;
  }
  if (chunks.open) yield* chunks.fail({ at: "turn", text: "The reply broke off." });
}
