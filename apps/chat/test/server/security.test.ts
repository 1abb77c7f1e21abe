import { request } from "node:http";
import { text } from "node:stream/consumers";
import { findAgents, serveChat } from "@pagefile/chat";
import { offlineModel } from "@pagefile/core";
import { manualClock } from "@pagefile/testing";
import { describe, expect, it } from "vitest";
import type { LoginRequest } from "../../src/protocol/session.ts";
import { openServer, openSqlite, spaceRoute, token } from "./open-server.ts";

/** With headers that `fetch` would not send. */
async function raw(
  base: string,
  path: string,
  {
    method = "GET",
    headers = {},
    body,
  }: { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string } = {},
): Promise<{ readonly status: number; readonly body: string; readonly headers: NodeJS.Dict<string | string[]> }> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers: { authorization: `Bearer ${token}`, ...headers } }, (response) => {
      text(response).then((answer) => resolve({ status: response.statusCode ?? 0, body: answer, headers: response.headers }), reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const places = ["/", "/assets/x.js", "/api/session", spaceRoute("local/me", "events"), spaceRoute("local/me", "messages")];

describe("a request that no page of this server sends", () => {
  it("is refused under any host but this machine's, before anything else is looked at", async () => {
    const { base, server } = await openServer();
    const hosts = ["evil.example", `evil.example:${server.port}`, `127.0.0.1.evil.example:${server.port}`, "127.0.0.1:1", "127.0.0.1"];
    for (const host of hosts)
      for (const path of places) {
        const answer = await raw(base, path, { headers: { host, origin: "http://evil.example" } });
        expect([host, path, answer.status, JSON.parse(answer.body).code]).toEqual([host, path, 421, "HOST_REFUSED"]);
      }
    expect((await raw(base, "/api/session", { headers: { host: `localhost:${server.port}.evil` } })).status).toBe(400);
    for (const host of ["localhost", "127.0.0.1", "[::1]"])
      expect((await raw(base, "/api/session", { headers: { host: `${host}:${server.port}` } })).status).toBe(200);
  });

  it("is refused from any other origin, the absent one of a sandbox included, and never told that it may come from there", async () => {
    const { base, server } = await openServer();
    const origins = ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1:1", `https://localhost:${server.port}`, ""];
    for (const origin of origins)
      for (const path of places) {
        const answer = await raw(base, path, { headers: { origin } });
        expect([origin, path, answer.status]).toEqual([origin, path, 403]);
        expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
      }
    const preflight = await raw(base, "/api/chat", {
      method: "OPTIONS",
      headers: { origin: "http://evil.example", "access-control-request-method": "POST" },
    });
    expect(preflight.status).toBe(403);
    expect((await raw(base, "/api/session", { headers: { origin: base } })).status).toBe(200);
  });

  it("is refused when the browser says that another site led here", async () => {
    const { base } = await openServer();
    for (const site of ["cross-site", "same-site", "nonsense"])
      for (const path of places) expect((await raw(base, path, { headers: { "sec-fetch-site": site } })).status).toBe(403);
    for (const site of ["same-origin", "none"])
      expect((await raw(base, "/api/session", { headers: { "sec-fetch-site": site } })).status).toBe(200);
  });

  it("is refused as a write of a type that a form can send, or of none", async () => {
    const { base } = await openServer();
    const types = [
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "text/plain;application/json",
      undefined,
    ];
    for (const type of types) {
      const headers: Record<string, string> = type === undefined ? {} : { "content-type": type };
      for (const [method, path] of [
        ["POST", "/api/login"],
        ["POST", "/api/chat"],
        ["PUT", spaceRoute("local/me", "imports/a.txt")],
        ["POST", spaceRoute("local/me", "repair")],
      ] as const) {
        expect([type, path, (await raw(base, path, { method, headers, body: "{}" })).status]).toEqual([type, path, 415]);
      }
    }
    for (const path of places) expect((await raw(base, path, { method: "HEAD" })).status).toBe(405);
    expect((await raw(base, "/api/chat", { method: "PATCH", headers: { "content-type": "application/json" }, body: "{}" })).status).toBe(
      405,
    );
  });

  it("changes nothing with a GET, whatever the route", async () => {
    const { base, memory, ask } = await openServer();
    await ask("/api/spaces", { method: "POST", body: { agent: "assistant" } });
    const before = await memory.space("local/me").head();
    for (const route of ["repair", "undo", "forget", "erase", "erase/preview", "graph/facts/x/retract", "tables/query", "documents/forget"])
      expect([route, (await raw(base, spaceRoute("local/me", route))).status]).toEqual([route, 404]);
    for (const path of ["/api/login", "/api/chat"]) expect((await raw(base, path)).status).toBe(404);
    expect(await memory.space("local/me").head()).toEqual(before);
  });
});

describe("who has no token", () => {
  it("gets the files of the page and nothing else", async () => {
    const { base } = await openServer();
    const paths = [
      "/api/session",
      "/api/nothing",
      spaceRoute("local/me"),
      spaceRoute("local/me", "events"),
      spaceRoute("local/me", "export"),
      "/api/chat/local%2Fme/stream",
    ];
    for (const path of paths) {
      const answer = await fetch(`${base}${path}`);
      expect([path, answer.status, ((await answer.json()) as { code: string }).code]).toEqual([path, 401, "LOGIN_REQUIRED"]);
    }
    const headers = { "content-type": "application/json" };
    expect((await fetch(`${base}/api/chat`, { method: "POST", headers, body: "{}" })).status).toBe(401);
    expect((await fetch(`${base}/`)).status).not.toBe(401);
  });

  it("exchanges it once for a cookie that no script can read and no other site can send", async () => {
    const { base, server } = await openServer();
    const headers = { "content-type": "application/json" };
    const login = await fetch(`${base}/api/login`, { method: "POST", headers, body: JSON.stringify({ token }) });
    const cookie = login.headers.get("set-cookie") ?? "";
    expect([login.status, cookie]).toEqual([204, expect.stringMatching(/^pagefile-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)]);
    expect(cookie).not.toContain(token);
    const pair = cookie.split(";")[0] ?? "";
    expect((await fetch(`${base}/api/session`, { headers: { cookie: pair } })).status).toBe(200);
    expect((await fetch(`${base}/api/session`, { headers: { cookie: `${pair}x` } })).status).toBe(401);
    expect(server.url).toBe(`${base}/#t=${token}`);
  });

  it("guesses at most five times a second, and then even the right one has to wait", async () => {
    const clock = manualClock();
    const { base } = await openServer({ clock });
    const login = async (guess: string): Promise<number> => {
      const headers = { "content-type": "application/json" };
      return (await fetch(`${base}/api/login`, { method: "POST", headers, body: JSON.stringify({ token: guess }) })).status;
    };
    const guesses = ["", "x", token.slice(1), `${token}x`, token.toUpperCase()];
    for (const guess of guesses) expect(await login(guess)).toBe(401);
    expect([await login("another"), await login(token)]).toEqual([429, 429]);
    await clock.advance(1001);
    expect(await login(token)).toBe(204);
    for (const guess of guesses) {
      const bearer = await fetch(`${base}/api/session`, { headers: { authorization: `Bearer ${guess}x` } });
      expect(bearer.status).toBe(401);
    }
    expect((await fetch(`${base}/api/session`, { headers: { authorization: `Bearer ${token}` } })).status).toBe(429);
  });

  it("keeps nobody out with the cookie of an earlier start", async () => {
    const clock = manualClock();
    const { base, server } = await openServer({ clock });
    const stale = { cookie: `pagefile-${server.port}=old` };
    const statuses = await Promise.all(
      Array.from({ length: 8 }, async () => (await fetch(`${base}/api/session`, { headers: stale })).status),
    );
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    const headers = { "content-type": "application/json" };
    expect((await fetch(`${base}/api/login`, { method: "POST", headers, body: JSON.stringify({ token }) })).status).toBe(204);
  });
});

describe("every answer", () => {
  it("carries the policy under which the page runs, refusals and files included", async () => {
    const { base, fetch: asPage } = await openServer();
    const answers = [
      await asPage("/api/session"),
      await asPage("/"),
      await fetch(`${base}/api/session`),
      await asPage("/api/nothing"),
      await asPage("/assets/none.js"),
    ];
    for (const { headers } of answers) {
      expect(headers.get("content-security-policy")).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
      );
      expect(
        Object.fromEntries(
          [
            "x-content-type-options",
            "referrer-policy",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
            "x-dns-prefetch-control",
            "x-frame-options",
          ].map((name) => [name, headers.get(name)]),
        ),
      ).toEqual({
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "x-dns-prefetch-control": "off",
        "x-frame-options": "DENY",
      });
      expect(headers.has("strict-transport-security")).toBe(false);
      expect(headers.has("access-control-allow-origin")).toBe(false);
    }
  });

  it("of the API is kept by nobody, a stream included", async () => {
    const { fetch: asPage, ask } = await openServer();
    await ask("/api/spaces", { method: "POST", body: { agent: "assistant" } });
    for (const path of ["/api/session", "/api/nothing", spaceRoute("local/me", "messages"), spaceRoute("local/me", "events")]) {
      const answer = await asPage(path);
      expect([path, answer.headers.get("cache-control")]).toEqual([path, "no-store"]);
      await answer.body?.cancel();
    }
  });
});

describe("a server for other machines", () => {
  const options = async (more: object) => ({
    memory: openSqlite(),
    model: offlineModel(),
    agents: await findAgents(),
    home: "local/me",
    port: 0,
    ...more,
  });

  it("does not start without a token that somebody chose", async () => {
    await expect(serveChat(await options({ host: "0.0.0.0" }))).rejects.toThrow(/needs a token that you chose/);
    await expect(serveChat(await options({ host: "192.0.2.7", token: "short" }))).rejects.toThrow(/at least 16 characters/);
    await expect(serveChat(await options({ token: "q8+Zk/0l4YwU2c7VnJ1xHg==" }))).rejects.toThrow(/part of an address/);
    await expect(serveChat(await options({ host: "0.0.0.0", token }))).rejects.toThrow(/under which address/);
  });

  it("answers under the address in front of it, with a cookie for https only, and under no other", async () => {
    const server = await serveChat(await options({ host: "0.0.0.0", token, publicUrls: ["https://memory.example"] }));
    const base = `http://127.0.0.1:${server.port}`;
    const login = await raw(base, "/api/login", {
      method: "POST",
      headers: { host: "memory.example", origin: "https://memory.example", "content-type": "application/json" },
      body: JSON.stringify({ token } satisfies LoginRequest),
    });
    expect([login.status, String(login.headers["set-cookie"])]).toEqual([204, expect.stringContaining("Secure")]);
    expect((await raw(base, "/api/session")).status).toBe(421);
    expect(server.url).toBe(`https://memory.example/#t=${token}`);
    await server.close();
  });

  it("says of a port that is taken what to do, and takes any where nobody asked for one", async () => {
    const { server } = await openServer();
    await expect(serveChat(await options({ port: server.port }))).rejects.toThrow(`Port ${server.port} is taken`);
  });
});
