import type { ServerEvent } from "../../protocol/events.ts";
import { spacePath } from "./paths.ts";

export type Connection = "connecting" | "connected" | "lost";

export interface FeedListener {
  readonly event: (event: ServerEvent) => void;
  readonly connection: (state: Connection) => void;
}

const shortestWaitMs = 1_000;
const longestWaitMs = 10_000;

/** The feed of a space, opened again for as long as it is wanted: a browser itself gives up where a server answers with an error. */
export function openFeed(space: string, listener: FeedListener): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitMs = shortestWaitMs;

  const open = (): void => {
    source = new EventSource(spacePath(space, "events"));
    source.addEventListener("open", () => {
      waitMs = shortestWaitMs;
      listener.connection("connected");
    });
    source.addEventListener("message", (message: MessageEvent<string>) => listener.event(JSON.parse(message.data) as ServerEvent));
    source.addEventListener("error", () => {
      listener.connection("lost");
      if (source?.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, waitMs);
      waitMs = Math.min(waitMs * 2, longestWaitMs);
    });
  };

  listener.connection("connecting");
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
