import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";
import { ServeRefused } from "./chat-options.ts";

const usualPort = 7411;

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on a port, or on the usual one, and where that is taken on any. @throws ServeRefused */
export async function listen(app: Hono, { host, port }: { readonly host: string; readonly port: number | undefined }): Promise<Listening> {
  if (port !== undefined) return attempt(app, host, port);
  try {
    return await attempt(app, host, usualPort);
  } catch (error) {
    if (!(error instanceof ServeRefused)) throw error;
    return attempt(app, host, 0);
  }
}

async function attempt(app: Hono, host: string, port: number): Promise<Listening> {
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false });
  const bare = host.replace(/^\[|\]$/g, "");
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(refusal(error, host, port)));
    server.listen(port, bare, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      }),
  };
}

function refusal({ code, message }: NodeJS.ErrnoException, host: string, port: number): Error {
  if (code === "EADDRINUSE") return new ServeRefused(`Port ${port} is taken by another program; choose another one.`);
  if (code === "EACCES") return new ServeRefused(`Port ${port} may not be opened by you; choose one above 1023.`);
  if (code === "EADDRNOTAVAIL") return new ServeRefused(`${host} is no address of this machine.`);
  return new ServeRefused(`The page cannot be served on ${host}: ${message}.`);
}
