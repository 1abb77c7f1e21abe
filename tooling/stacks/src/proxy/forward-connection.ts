import { connect, type Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Way } from "./traffic.ts";

/** Takes the bytes of one connection to the server and back, unless a fault strikes; what a status would be is a reset. */
export function forwardConnection({ to, gate, traffic }: Way, client: Socket): void {
  if (gate.partition === "refused") return;
  const server = connect(Number(to.port), to.hostname);
  let left = Number.POSITIVE_INFINITY;
  const end = (): void => {
    client.destroy();
    server.destroy();
  };
  const take = async (piece: Buffer, onwards: Socket, struck: boolean): Promise<void> => {
    const fault = struck ? traffic.next() : undefined;
    await gate.pass();
    if (fault?.kind === "latency") await pause(fault.ms);
    else if (fault?.kind === "cut") left = fault.afterBytes;
    else if (fault !== undefined) return void client.resetAndDestroy();
    if (struck) return void onwards.write(piece);
    client.write(piece.subarray(0, left));
    left -= piece.length;
    if (left <= 0) client.resetAndDestroy();
  };
  // One piece after the other, so that what waits for the partition to heal stays in order.
  let outward = Promise.resolve();
  let inward = Promise.resolve();
  client.on("data", (piece: Buffer) => {
    outward = outward.then(async () => take(piece, server, true));
  });
  server.on("data", (piece: Buffer) => {
    inward = inward.then(async () => take(piece, client, false));
  });
  client.on("close", end);
  server.on("error", end);
  server.on("close", () => void inward.then(end));
}
