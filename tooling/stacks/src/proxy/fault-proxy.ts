import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server } from "node:net";
import { once } from "node:events";
import type { FaultPlan } from "./fault.ts";
import { forwardConnection } from "./forward-connection.ts";
import { forwardRequest } from "./forward-request.ts";
import { Gate, type Partition } from "./gate.ts";
import { Traffic } from "./traffic.ts";

/**
 * A proxy on 127.0.0.1 in front of a real server, on which a plan's faults happen. Before an `http:` server it counts
 * and fails requests; before any other, connections byte by byte, where a fault strikes a piece that the client sends.
 */
export class FaultProxy implements AsyncDisposable {
  /** The target's address with the proxy's host and port. */
  readonly url: string;
  readonly #server: Server;
  readonly #gate: Gate;
  readonly #traffic: Traffic;

  private constructor(url: string, { server, gate, traffic }: { server: Server; gate: Gate; traffic: Traffic }) {
    this.url = url;
    this.#server = server;
    this.#gate = gate;
    this.#traffic = traffic;
  }

  static async start(target: string): Promise<FaultProxy> {
    const gate = new Gate();
    const traffic = new Traffic();
    const to = new URL(target);
    const server =
      to.protocol === "http:"
        ? createHttpServer((request, response) => void forwardRequest({ to, gate, traffic }, request, response))
        : createTcpServer((socket) => forwardConnection({ to, gate, traffic }, socket));
    server.on("connection", (socket) => gate.admit(socket));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const here = new URL(target);
    here.hostname = "127.0.0.1";
    here.port = String((server.address() as AddressInfo).port);
    return new FaultProxy(here.href.replace(/\/$/, ""), { server, gate, traffic });
  }

  /** Requests that clients sent, those that failed included. */
  get requests(): number {
    return this.#traffic.requests;
  }

  /** Faults that happened and made a request fail. */
  get failures(): number {
    return this.#traffic.failures;
  }

  /** From now on by this plan, counted anew; without one nothing goes wrong. */
  follow(plan?: FaultPlan): void {
    this.#traffic.begin(plan);
  }

  partition(kind: Partition): void {
    this.#gate.close(kind);
  }

  heal(): void {
    this.#gate.heal();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#gate.heal();
    this.#gate.tearDown();
    this.#server.close();
    await once(this.#server, "close");
  }
}
