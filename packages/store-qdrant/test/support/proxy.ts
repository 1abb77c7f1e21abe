import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  /** The `api-key`. */
  readonly key?: string;
}

/** What the proxy answers itself instead of asking the server. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Keeps the client waiting for ever. */
  readonly silent?: boolean;
}

export interface ProxyOptions {
  /** Answers in the server's place. */
  readonly answer?: (sent: Sent) => Answer | undefined;
  /** Changes a body on its way, or holds it up. */
  readonly rewrite?: (body: string) => string | Promise<string>;
}

/** Stands between the client and the server, writes down every request, and can spoil any. */
export async function startProxy(target: string, { answer, rewrite = (body) => body }: ProxyOptions = {}): Promise<Proxy> {
  const sent: Sent[] = [];
  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = "GET", url = "/", headers } = incoming;
    const key = headers["api-key"];
    const seen = { method, path: url, body: await text(incoming), ...(typeof key === "string" && { key }) };
    sent.push(seen);
    const own = answer?.(seen);
    if (own?.silent === true) return;
    if (own !== undefined) {
      outgoing.writeHead(own.status, { "content-type": "application/json", ...own.headers }).end(own.body ?? "{}");
      return;
    }
    const body = await rewrite(seen.body);
    const { "content-length": _length, host: _host, ...passed } = headers;
    const forwarded = request(
      new URL(url, target),
      { method, headers: { ...passed, "content-length": Buffer.byteLength(body) } },
      (reply) => {
        outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(outgoing);
      },
    );
    forwarded.once("error", () => outgoing.destroy());
    forwarded.end(body);
  }
  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing)).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    sent,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface Proxy extends AsyncDisposable {
  readonly url: string;
  readonly sent: readonly Sent[];
}
