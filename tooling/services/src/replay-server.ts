import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { json } from "node:stream/consumers";

/** What a path answers: the name of a recording, JSON, or whatever the function does with the connection. A list answers in turn. */
export type ReplayAnswer = string | object | ((socket: Socket) => void) | readonly ReplayAnswer[];

/** A request as it came. */
export interface ReplayedRequest {
  readonly path: string;
  /** Parsed; `{}` where the method is not POST. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, unknown>>;
}

export interface ReplayServerOptions {
  /** The folder of the recordings, with a slash at its end: `NAME.http` is a whole answer, status line and headers included. */
  readonly recordings: URL;
}

/** An HTTP server that answers with recordings, byte for byte, so that what real servers once said can be said again. */
export class ReplayServer implements AsyncDisposable {
  readonly #requests: ReplayedRequest[] = [];
  readonly #server: Server;

  private constructor(routes: Readonly<Record<string, ReplayAnswer>>, { recordings }: ReplayServerOptions) {
    this.#server = createServer((request, response) => {
      void (async () => {
        const path = request.url ?? "/";
        const body = request.method === "POST" ? ((await json(request)) as Record<string, unknown>) : {};
        this.#requests.push({ path, body, headers: request.headers });
        const answer = this.#answerOf(path, routes[path] ?? { error: "no such route" });
        if (typeof answer === "function") answer(request.socket);
        else if (typeof answer === "object") response.setHeader("content-type", "application/json").end(JSON.stringify(answer));
        else request.socket.end(await readFile(new URL(`${answer}.http`, recordings)));
      })();
    });
  }

  /** By path; any other is answered with an error in JSON. */
  static async start(routes: Readonly<Record<string, ReplayAnswer>>, options: ReplayServerOptions): Promise<ReplayServer> {
    const replay = new ReplayServer(routes, options);
    await new Promise<void>((resolve) => void replay.#server.listen(0, "127.0.0.1", resolve));
    return replay;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** In the order they came. */
  get requests(): readonly ReplayedRequest[] {
    return this.#requests;
  }

  /** The bodies of the requests, in order. */
  get bodies(): readonly Readonly<Record<string, unknown>>[] {
    return this.#requests.map(({ body }) => body);
  }

  /** The body of the only request to that path. @throws Error where there was none, or more */
  bodyOf(path: string): Readonly<Record<string, unknown>> {
    const [request, ...others] = this.#requests.filter((seen) => seen.path === path);
    if (request === undefined || others.length > 0) throw new Error(`${others.length + (request ? 1 : 0)} requests to ${path}`);
    return request.body;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answerOf(path: string, answer: ReplayAnswer): ReplayAnswer | undefined {
    if (!Array.isArray(answer)) return answer;
    const earlier = this.#requests.filter((seen) => seen.path === path).length - 1;
    return (answer as readonly ReplayAnswer[])[earlier];
  }
}
