import { onTestFinished } from "vitest";
import type { ServerEvent } from "../../src/protocol/events.ts";
import { spaceRoute, type TestServer } from "./open-server.ts";

export interface HeardEvent {
  readonly id: string | undefined;
  readonly event: ServerEvent;
}

export interface EventReader {
  readonly heard: readonly HeardEvent[];
  /** The first event, from those heard on, that fits. */
  until<T extends ServerEvent["type"]>(
    type: T,
    fits?: (event: Extract<ServerEvent, { type: T }>) => boolean,
  ): Promise<Extract<ServerEvent, { type: T }>>;
  /** Settles when the server ended the stream. */
  readonly ended: Promise<void>;
  close(): void;
}

/** Reads the feed of a space as an EventSource does. */
export async function readEvents(server: TestServer, space: string, headers: Record<string, string> = {}): Promise<EventReader> {
  const controller = new AbortController();
  onTestFinished(() => controller.abort());
  const response = await server.fetch(spaceRoute(space, "events"), { signal: controller.signal, headers });
  if (!response.ok || response.body === null) throw new Error(`${response.status}: ${await response.text()}`);
  const heard: HeardEvent[] = [];
  let changed = Promise.withResolvers<void>();
  const read = async (body: ReadableStream<Uint8Array>): Promise<void> => {
    let text = "";
    const decoder = new TextDecoder();
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true });
      const parts = text.split("\n\n");
      text = parts.pop() ?? "";
      for (const part of parts) {
        const data = /^data: (.*)$/m.exec(part)?.[1];
        if (data !== undefined) heard.push({ id: /^id: (.*)$/m.exec(part)?.[1], event: JSON.parse(data) as ServerEvent });
      }
      changed.resolve();
      changed = Promise.withResolvers();
    }
  };
  const ended = read(response.body).catch((error: unknown) => {
    if (!controller.signal.aborted) throw error;
  });
  return {
    heard,
    ended,
    close: () => controller.abort(),
    async until(type, fits = () => true) {
      for (let at = 0; ;) {
        const next = heard[at]?.event;
        if (next === undefined) await changed.promise;
        else {
          at += 1;
          if (next.type === type && fits(next as never)) return next as never;
        }
      }
    },
  };
}
