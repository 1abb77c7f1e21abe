const NO_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * `fetch` that waits as long as the server needs; only the signal ends it. Node's own gives up when 300 seconds pass without
 * a header, and a model server sends none before the first token: on a CPU, a long prompt takes longer than that.
 * Bodies are text; redirects are not followed. Where there is no Node, it is the platform's own fetch.
 */
export const patientFetch: typeof fetch = (input, init = {}) => {
  const url = new URL(input instanceof Request ? input.url : input);
  // Not imported, so that this package also loads where there is no Node.
  const http = globalThis.process?.getBuiltinModule?.(url.protocol === "https:" ? "node:https" : "node:http");
  if (http === undefined) return fetch(input, init);
  const options = {
    method: init.method ?? "GET",
    headers: Object.fromEntries(new Headers(init.headers)),
    // A connection of its own: one that is kept may be closed by the server just as it is used again.
    agent: false as const,
    ...(init.signal ? { signal: init.signal } : {}),
  };
  return new Promise((resolve, reject) => {
    const outgoing = http.request(url, options, (incoming) => {
      const { statusCode = 500, statusMessage = "", headersDistinct } = incoming;
      const body = NO_BODY.has(statusCode) ? null : process.getBuiltinModule("node:stream").Readable.toWeb(incoming);
      resolve(new Response(body, { status: statusCode, statusText: statusMessage, headers: headersOf(headersDistinct) }));
    });
    outgoing.on("error", reject);
    outgoing.end(init.body ?? "");
  });
};

function headersOf(received: Readonly<Record<string, string[] | undefined>>): Headers {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(received)) {
    for (const value of values) headers.append(name, value);
  }
  return headers;
}
