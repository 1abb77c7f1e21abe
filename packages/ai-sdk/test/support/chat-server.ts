import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { json } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";

export interface ChatServer extends AsyncDisposable {
  readonly url: string;
  /** Cuts every open connection. */
  cut(): void;
}

export interface ChatRoutes {
  /** `gone` aborts when the connection closes. */
  post(body: unknown, gone: AbortSignal): Promise<Response> | Response;
  /** Undefined where nothing runs. */
  resume?(chat: string, gone: AbortSignal): Promise<Response | undefined> | Response | undefined;
}

/** A server as a program would write it over `node:http`: POST /chat, GET /chat/ID/stream. */
export async function serveChat(routes: ChatRoutes): Promise<ChatServer> {
  const server = createServer((request, response) => void answer(routes, request, response));
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    cut: () => server.closeAllConnections(),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

async function answer(routes: ChatRoutes, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  const chat = /^\/chat\/([^/]+)\/stream$/.exec(request.url ?? "")?.[1] ?? "";
  const told =
    request.method === "POST"
      ? await routes.post(await json(request), gone.signal)
      : await routes.resume?.(decodeURIComponent(chat), gone.signal);
  if (told === undefined) {
    response.writeHead(204).end();
    return;
  }
  response.writeHead(told.status, Object.fromEntries(told.headers));
  if (told.body === null) response.end();
  // A reader that leaves, or a response that breaks off, is what some of the tests are about.
  else await pipeline(Readable.fromWeb(told.body), response).catch(() => undefined);
}
