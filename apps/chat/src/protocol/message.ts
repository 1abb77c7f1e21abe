/**
 * `GET S/messages?before=CURSOR&limit=50&at=SEQ`: the newest turns, oldest first, as messages of the AI SDK. A reply that ended before
 * it was whole has the words that were streamed of it, marked by a part `data-void`, as long as the program runs; after that its
 * turn's last message says with `stopReason: "cancelled"` that a person stopped it.
 */
export interface MessagesView<Message> {
  readonly messages: readonly Message[];
  /** For the page before. */
  readonly next?: string;
  /** A turn is running; `GET /api/chat/:space/stream` replays it from its start. */
  readonly running?: { readonly turn: string; readonly text: string; readonly by?: string };
}

/** `POST /api/chat/:space/stop`. Idempotent; 204. */
export interface StopRequest {
  readonly turn: string;
}
