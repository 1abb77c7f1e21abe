/** `GET S/messages?before=CURSOR&limit=50&at=SEQ`: the newest turns, oldest first, as messages of the AI SDK. */
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
