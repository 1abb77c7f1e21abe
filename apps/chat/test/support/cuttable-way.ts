import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A way to a server that can be cut while something comes along it. */
export interface CuttableWay {
  /** `http://127.0.0.1:PORT` */
  readonly base: string;
  /** Where it leads; set once the server listens. */
  to(port: number): void;
  /** Destroys every connection there is, and every new one until it is mended. */
  cut(): void;
  mend(): void;
}

export async function cuttableWay(): Promise<CuttableWay> {
  const sockets = new Set<Socket>();
  let target = 0;
  let open = true;
  const server = createServer((near) => {
    if (!open) {
      near.destroy();
      return;
    }
    const far = connect(target, "127.0.0.1");
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const cut = (): void => {
    open = false;
    for (const socket of sockets) socket.destroy();
  };
  onTestFinished(() => {
    server.close();
    cut();
  });
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    to: (port) => {
      target = port;
    },
    cut,
    mend: () => {
      open = true;
    },
  };
}
