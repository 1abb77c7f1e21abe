import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Fault, randomFaults } from "../src/proxy/fault.ts";
import { FaultProxy } from "../src/proxy/fault-proxy.ts";

const server = createServer((request, response) => {
  let text = "";
  request.on("data", (piece: Buffer) => (text += piece.toString()));
  request.on("end", () => {
    heard.push(text);
    response.end(`${request.method} ${request.url} ${text} ${"x".repeat(1000)}`);
  });
});
const heard: string[] = [];
let target = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  target = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ask = async (url: string, body = "hello"): Promise<Response> =>
  fetch(`${url}/path?q=1`, { method: "POST", body, signal: AbortSignal.timeout(2000) });
const always = (fault: Fault) => (): Fault => fault;

describe("the fault proxy", () => {
  test("hands on requests and answers, and counts them", async () => {
    await using proxy = await FaultProxy.start(`http://${target}`);
    expect(await (await ask(proxy.url)).text()).toMatch(/^POST \/path\?q=1 hello x{1000}$/);
    expect([proxy.requests, proxy.failures]).toEqual([1, 0]);
  });

  test("answers in the server's place, with the time to wait", async () => {
    await using proxy = await FaultProxy.start(`http://${target}`);
    proxy.follow(always({ kind: "status", status: 429, retryAfterSeconds: 7 }));
    heard.length = 0;
    const response = await ask(proxy.url);
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "7"]);
    expect([proxy.requests, proxy.failures, heard.length]).toEqual([1, 1, 0]);
  });

  test.each(["http", "tcp"])("resets and cuts connections over %s", async (protocol) => {
    await using proxy = await FaultProxy.start(`${protocol}://${target}`);
    const url = proxy.url.replace("tcp:", "http:");
    heard.length = 0;
    proxy.follow(always({ kind: "reset" }));
    await expect(ask(url)).rejects.toThrow("fetch failed");
    expect(heard).toEqual([]);
    proxy.follow(always({ kind: "cut", afterBytes: 200 }));
    await expect(ask(url).then((response) => response.text())).rejects.toThrow(/terminated|fetch failed/);
    expect(heard).toEqual(["hello"]);
    proxy.follow();
    expect((await ask(url)).status).toBe(200);
  });

  test.each(["http", "tcp"])("is silent during a partition over %s, and lets go on what it held when that heals", async (protocol) => {
    await using proxy = await FaultProxy.start(`${protocol}://${target}`);
    const url = proxy.url.replace("tcp:", "http:");
    proxy.partition("silent");
    let answered = false;
    const asked = ask(url, "late").then((response) => ((answered = true), response.text()));
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(answered).toBe(false);
    proxy.heal();
    expect(await asked).toContain(" late ");
  });

  test.each(["http", "tcp"])("cannot be reached during the other kind of partition over %s", async (protocol) => {
    await using proxy = await FaultProxy.start(`${protocol}://${target}`);
    const url = proxy.url.replace("tcp:", "http:");
    const held = connect(Number(new URL(url).port), "127.0.0.1");
    await new Promise((resolve) => held.once("connect", resolve));
    const gone = new Promise((resolve) => held.once("close", resolve));
    held.on("error", () => undefined);
    proxy.partition("refused");
    await gone;
    await expect(ask(url)).rejects.toThrow("fetch failed");
    proxy.heal();
    expect((await ask(url)).status).toBe(200);
  });

  test("has the same faults for the same seed", () => {
    const faults: Fault[] = [{ kind: "reset" }, { kind: "latency", ms: 5 }];
    const kinds = (seed: number): unknown[] => {
      const plan = randomFaults(seed, 0.5, faults);
      return Array.from({ length: 50 }, (_, at) => plan(at)?.kind);
    };
    expect(kinds(1)).toEqual(kinds(1));
    expect(kinds(1)).not.toEqual(kinds(2));
    expect(new Set(kinds(1))).toEqual(new Set(["reset", "latency", undefined]));
  });
});
