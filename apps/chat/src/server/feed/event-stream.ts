import type { Letter, Mailbox } from "./mailbox.ts";

export interface EventStreamOptions {
  /** What comes before the letters of the mailbox. */
  readonly first: readonly Letter[];
  readonly mailbox: Mailbox;
  /** Called once, when the reader left or the mailbox was closed. */
  readonly ended: () => void;
  /** Milliseconds between comments, so that no proxy takes the connection for dead. @default 15,000 */
  readonly pingMs?: number;
}

const encoder = new TextEncoder();

/** Server-sent events: each letter as JSON, with its seq as the id from which a browser goes on. */
export function eventStream({ first, mailbox, ended, pingMs = 15_000 }: EventStreamOptions): Response {
  let ping: NodeJS.Timeout | undefined;
  let over = false;
  const end = (): void => {
    if (over) return;
    over = true;
    clearInterval(ping);
    ended();
  };
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(`retry: 1000\n\n${first.map(written).join("")}`));
      ping = setInterval(() => {
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(": ping\n\n"));
      }, pingMs);
      ping.unref();
    },
    async pull(controller) {
      const letter = await mailbox.take();
      if (over) return;
      if (letter !== undefined) return controller.enqueue(encoder.encode(written(letter)));
      end();
      controller.close();
    },
    cancel: end,
  });
  return new Response(body, { headers: { "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" } });
}

function written({ event, seq }: Letter): string {
  return `${seq === undefined ? "" : `id: ${seq}\n`}data: ${JSON.stringify(event)}\n\n`;
}
