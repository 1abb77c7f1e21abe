import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { json } from "node:stream/consumers";

/** What a path answers: the name of a recording, JSON, or whatever the function does with the connection. A list answers in turn. */
export type Answer = string | object | ((socket: Socket) => void) | readonly Answer[];

/** A server that answers with recordings, byte for byte. */
export class ReplayServer {
  readonly requests: { path: string; body: Record<string, unknown>; headers: Record<string, unknown> }[] = [];
  readonly #server: Server;

  private constructor(routes: Readonly<Record<string, Answer>>) {
    this.#server = createServer((request, response) => {
      void (async () => {
        const path = request.url ?? "/";
        const body = request.method === "POST" ? ((await json(request)) as Record<string, unknown>) : {};
        this.requests.push({ path, body, headers: request.headers });
        const earlier = this.requests.filter((seen) => seen.path === path).length - 1;
        const found = routes[path] ?? { error: "no such route" };
        const answer: Answer = Array.isArray(found) ? found[earlier] : found;
        if (typeof answer === "function") answer(request.socket);
        else if (typeof answer === "object") response.setHeader("content-type", "application/json").end(JSON.stringify(answer));
        else request.socket.end(await readFile(new URL(`recordings/${answer}.http`, import.meta.url)));
      })();
    });
  }

  static async start(routes: Readonly<Record<string, Answer>>): Promise<ReplayServer> {
    const replay = new ReplayServer(routes);
    await new Promise<void>((resolve) => void replay.#server.listen(0, "127.0.0.1", resolve));
    return replay;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The bodies of the requests, in order. */
  get bodies(): readonly Record<string, unknown>[] {
    return this.requests.map((request) => request.body);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
