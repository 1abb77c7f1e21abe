import type { ServerEvent } from "../../protocol/events.ts";
import { type SharedValue, sharedValue, useShared } from "../shared-value.ts";
import { type Connection, openFeed } from "./event-source.ts";
import { answering } from "./reach.ts";
import { kept } from "./kept-answers.ts";
import { type Standing, standingAfter } from "./standing.ts";

/** What the tabs of one browser tell each other: a browser opens six connections to a server, and a feed of every tab's own would use them up. */
type Told =
  | { readonly told: "event"; readonly event: ServerEvent }
  | { readonly told: "connection"; readonly state: Connection }
  | { readonly told: "newcomer" };

const listeners = new Set<(event: ServerEvent) => void>();
const connection: SharedValue<Connection> = sharedValue<Connection>("connecting");
let head = 0;

/** Hears every event of the space that `followSpace` follows, whichever tab holds the connection. */
export function onServerEvent(listener: (event: ServerEvent) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Lost is a feed that broke off, and a server that did not answer the last request. */
export function useConnection(): Connection {
  const feed = useShared(connection);
  return useShared(answering) ? feed : "lost";
}

/** Follows a space: this tab holds the feed when no other does and it is visible, else it listens to the one that does. */
export function followSpace(space: string): () => void {
  const channel = new BroadcastChannel(`pagefile:${space}`);
  let wanting: AbortController | undefined;
  let holds = false;
  let standing: Standing | undefined;
  head = 0;

  const hear = (event: ServerEvent): void => {
    standing = standingAfter(standing, event);
    receive(event);
  };
  const tell = (message: Told): void => channel.postMessage(message);

  const hold = (signal: AbortSignal): Promise<void> => {
    holds = true;
    const close = openFeed(space, {
      event: (event) => {
        tell({ told: "event", event });
        hear(event);
      },
      connection: (state) => {
        tell({ told: "connection", state });
        connection.set(state);
      },
    });
    return new Promise((resolve) => {
      signal.addEventListener("abort", () => {
        holds = false;
        close();
        resolve();
      });
    });
  };

  channel.addEventListener("message", ({ data }: MessageEvent<Told>) => {
    if (data.told === "event") hear(data.event);
    else if (data.told === "connection") connection.set(data.state);
    else if (holds && standing) {
      tell({ told: "event", event: standing });
      tell({ told: "connection", state: connection.get() });
    }
  });

  const follow = (): void => {
    wanting?.abort();
    wanting = undefined;
    if (document.visibilityState === "hidden") return;
    const mine = new AbortController();
    wanting = mine;
    navigator.locks
      .request(`pagefile-feed:${space}`, { signal: mine.signal }, () => (mine.signal.aborted ? undefined : hold(mine.signal)))
      .catch(() => undefined);
    tell({ told: "newcomer" });
  };

  document.addEventListener("visibilitychange", follow);
  follow();
  return () => {
    document.removeEventListener("visibilitychange", follow);
    wanting?.abort();
    channel.close();
  };
}

function receive(event: ServerEvent): void {
  if (event.type === "erase") kept.clear();
  for (const heard of withMissed(event)) for (const listener of listeners) listener(heard);
}

/** A feed that was closed for a while begins with where the space stands now: what came between is told as `many`. */
function withMissed(event: ServerEvent): readonly ServerEvent[] {
  if (event.type === "entry") head = Math.max(head, event.entry.seq);
  if (event.type !== "hello" && event.type !== "many") return [event];
  const missed = event.type === "hello" && head > 0 && event.head > head;
  head = event.head;
  return missed ? [event, { type: "many", head }] : [event];
}
