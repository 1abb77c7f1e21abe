import { createServer, type Server } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { Cache } from "../src/cache.ts";
import type { Environment } from "../src/environment.ts";
import { isAskedFor, obtain } from "../src/obtain.ts";
import type { Kit, Service } from "../src/part.ts";
import { lineProgress } from "../src/progress.ts";
import { findRunning, forgetRunning, rememberRunning } from "../src/running.ts";
import { answers, freePort } from "../src/server.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** A service whose server is this process. */
function service(changes: Partial<Service> = {}): Service {
  return {
    name: "echo",
    version: "1",
    urlVariable: "PAGEFILE_TEST_ECHO_URL",
    ready: answers,
    installed: () => false,
    install: async () => {},
    start: async () => {
      const { url, server } = await listen();
      return { url, stop: async () => void server.close() };
    },
    ...changes,
  };
}

async function listen(): Promise<{ url: string; server: Server }> {
  const port = await freePort();
  const server = createServer((_request, response) => response.end("ready")).listen(port, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${port}`, server };
}

async function kit(env: Environment = {}): Promise<Kit> {
  return { cache: new Cache(await temporaryFolder()), progress: lineProgress({ write: () => {} }), env };
}

const notToBeInstalled = { install: () => Promise.reject(new Error("was installed")) };

test("installs and starts a service that nobody runs, and ends it", async () => {
  const { state, stop } = await obtain(service(), await kit());
  const url = "url" in state ? state.url : "";
  expect((await fetch(url)).ok).toBe(true);
  await stop();
  await expect(fetch(url)).rejects.toThrow("fetch failed");
});

test("takes the server that the URL variable names, makes it ready and leaves it running", async () => {
  const { url } = await listen();
  const adopted: string[] = [];
  const given = service({ ...notToBeInstalled, adopt: async (server) => void adopted.push(server) });
  const { state, stop } = await obtain(given, await kit({ PAGEFILE_TEST_ECHO_URL: `${url}/` }));
  expect(state).toEqual({ url });
  expect(adopted).toEqual([url]);
  await stop();
  expect((await fetch(url)).ok).toBe(true);
});

test("says so when nothing answers at the URL that was given", async () => {
  const url = `http://127.0.0.1:${await freePort()}`;
  const { state } = await obtain(service(), await kit({ PAGEFILE_TEST_ECHO_URL: url }));
  expect(state).toMatchObject({ unavailable: `nothing answers at ${url}` });
});

test("takes a server that was left running for as long as it answers", async () => {
  const { url, server } = await listen();
  const world = await kit();
  await rememberRunning(service(), { url, pid: 1 }, world);
  expect((await obtain(service(notToBeInstalled), world)).state).toEqual({ url });
  server.close();
  expect(await findRunning(service(), world)).toBeUndefined();
  await forgetRunning(service(), world);
});

test("turns a failed installation into a reason", async () => {
  const broken = service({ install: () => Promise.reject(new Error("go is not installed")) });
  const { state } = await obtain(broken, await kit());
  expect(state).toEqual({ unavailable: "go is not installed", command: "PAGEFILE_TEST_ECHO_URL=URL npm test" });
});

test("builds a costly service only when it is asked for", async () => {
  const costly = service({ costly: "compiled once, an hour" });
  expect((await obtain(costly, await kit())).state).toEqual({
    unavailable: "not in the cache (compiled once, an hour)",
    command: "PAGEFILE_TEST_SERVICES=all npm test",
  });
  const asked = await obtain(costly, await kit({ PAGEFILE_TEST_SERVICES: "all" }));
  expect(asked.state).toHaveProperty("url");
  const cached = await obtain({ ...costly, installed: () => true }, await kit());
  expect(cached.state).toHaveProperty("url");
});

test("leaves out what PAGEFILE_TEST_SERVICES does not list", async () => {
  expect((await obtain(service(), await kit({ PAGEFILE_TEST_SERVICES: "none" }))).state).toEqual({
    unavailable: "PAGEFILE_TEST_SERVICES leaves it out",
    command: "PAGEFILE_TEST_SERVICES=echo npm test",
  });
  expect(isAskedFor(service(), { PAGEFILE_TEST_SERVICES: "other,echo" })).toBe(true);
  expect(isAskedFor(service(), { PAGEFILE_TEST_SERVICES: "other" })).toBe(false);
});
