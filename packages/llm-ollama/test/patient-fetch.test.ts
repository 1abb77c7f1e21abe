import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { patientFetch } from "../src/index.ts";

// Where Node keeps the dispatcher of its own fetch.
const DISPATCHER = Symbol.for("undici.globalDispatcher.1");

/** Node's own fetch, as impatient after `ms` as it is after 300 seconds. */
async function impatientFetch(url: string, ms: number): Promise<Response> {
  await fetch("data:,").then((loaded) => loaded.text());
  const holder = globalThis as unknown as Record<symbol, { constructor: new (options: object) => { close(): Promise<void> } }>;
  const dispatcher = new (holder[DISPATCHER]?.constructor ?? expect.fail("no dispatcher"))({ headersTimeout: ms, bodyTimeout: ms });
  return fetch(url, { dispatcher } as RequestInit);
}

test("waits for a server that says nothing for so long that Node's fetch gives up", async () => {
  const server = createServer((request, response) => {
    void (async () => {
      await pause(3000);
      response.writeHead(200, { "x-late": "yes" }).write("one ");
      await pause(1000);
      request.pipe(response);
    })();
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const impatient = impatientFetch(url, 100).catch((error: Error) => error.cause);
  const response = await patientFetch(url, { method: "POST", body: "two" });
  expect(response.headers.get("x-late")).toBe("yes");
  expect(await response.text()).toBe("one two");
  expect(await impatient).toMatchObject({ code: "UND_ERR_HEADERS_TIMEOUT" });
  server.close();
  server.closeAllConnections();
});

test("hands on the status, and a body where the status allows one", async () => {
  const server = createServer((request, response) => {
    response.statusCode = Number(request.url?.slice(1));
    response.end(response.statusCode === 204 ? undefined : "teapot");
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const teapot = await patientFetch(`${url}/418`);
  expect([teapot.status, teapot.ok, await teapot.text()]).toEqual([418, false, "teapot"]);
  const nothing = await patientFetch(`${url}/204`);
  expect([nothing.status, nothing.body]).toEqual([204, null]);
  server.close();
  server.closeAllConnections();
});
