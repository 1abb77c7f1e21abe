import { request as requestHttp, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import { Readable } from "node:stream";

const NO_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * `fetch` that waits as long as the server needs; only the signal ends it. Node's own gives up when 300 seconds pass without
 * a header, and a model server sends none before the first token: on a CPU, a long prompt takes longer than that.
 * Bodies are text; redirects are not followed.
 */
export const patientFetch: typeof fetch = (input, init = {}) => {
  const url = new URL(input instanceof Request ? input.url : input);
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  const options = {
    method: init.method ?? "GET",
    headers: Object.fromEntries(new Headers(init.headers)),
    // A connection of its own: one that is kept may be closed by the server just as it is used again.
    agent: false as const,
    ...(init.signal ? { signal: init.signal } : {}),
  };
  return new Promise((resolve, reject) => {
    const outgoing = request(url, options, (incoming) => resolve(toResponse(incoming)));
    outgoing.once("error", reject);
    outgoing.end(init.body ?? "");
  });
};

function toResponse(incoming: IncomingMessage): Response {
  const { statusCode = 500, statusMessage = "", headersDistinct } = incoming;
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  const body = NO_BODY.has(statusCode) ? null : Readable.toWeb(incoming);
  return new Response(body, { status: statusCode, statusText: statusMessage, headers });
}
