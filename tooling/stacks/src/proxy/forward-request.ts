import { type IncomingMessage, request as requestOf, type ServerResponse } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { Way } from "./traffic.ts";

/** Takes one HTTP request to the server and its answer back, unless a fault strikes. */
export async function forwardRequest({ to, gate, traffic }: Way, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const fault = traffic.next();
  await gate.pass();
  if (fault?.kind === "latency") await pause(fault.ms);
  if (fault?.kind === "reset") {
    request.socket.resetAndDestroy();
    return;
  }
  if (fault?.kind === "status") {
    const after = fault.retryAfterSeconds === undefined ? {} : { "retry-after": String(fault.retryAfterSeconds) };
    request.resume();
    response.writeHead(fault.status, { "content-type": "application/json", ...after });
    response.end(JSON.stringify({ status: { error: `the proxy says ${fault.status}` } }));
    return;
  }
  const onward = requestOf({
    host: to.hostname,
    port: to.port,
    method: request.method,
    path: request.url,
    headers: { ...request.headers, host: to.host },
  });
  onward.on("error", () => response.destroy());
  onward.on("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    response.flushHeaders();
    let left = fault?.kind === "cut" ? fault.afterBytes : Number.POSITIVE_INFINITY;
    answer.on("data", (piece: Buffer) => {
      response.write(piece.subarray(0, left));
      left -= piece.length;
      if (left <= 0) response.destroy();
    });
    answer.on("end", () => (fault?.kind === "cut" ? response.destroy() : response.end()));
  });
  request.pipe(onward);
}
