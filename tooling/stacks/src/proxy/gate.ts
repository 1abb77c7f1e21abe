import type { Socket } from "node:net";

/** How a server is cut off: it accepts and never answers, or it cannot be reached at all. */
export type Partition = "silent" | "refused";

/** The way between a client and a server, open or closed for everybody. */
export class Gate {
  #partition: Partition | undefined;
  #healed: PromiseWithResolvers<void> | undefined;
  readonly #sockets = new Set<Socket>();

  get partition(): Partition | undefined {
    return this.#partition;
  }

  /** Remembers a client's connection, to be torn down when nobody can be reached any more. */
  admit(socket: Socket): void {
    socket.on("error", () => undefined);
    if (this.#partition === "refused") {
      socket.resetAndDestroy();
      return;
    }
    this.#sockets.add(socket);
    socket.on("close", () => this.#sockets.delete(socket));
  }

  close(partition: Partition): void {
    this.#partition = partition;
    this.#healed ??= Promise.withResolvers();
    if (partition === "refused") this.tearDown();
  }

  /** What was held goes on, as packets that are sent again do. */
  heal(): void {
    this.#partition = undefined;
    this.#healed?.resolve();
    this.#healed = undefined;
  }

  /** Resolves when the way is open. */
  async pass(): Promise<void> {
    await this.#healed?.promise;
  }

  tearDown(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }
}
