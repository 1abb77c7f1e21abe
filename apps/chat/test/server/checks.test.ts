import { describe, expect, it } from "vitest";
import type { CheckState, CheckView } from "../../src/protocol/check.ts";
import { readEvents } from "./event-reader.ts";
import { openServer, spaceRoute, type TestServer } from "./open-server.ts";

async function begun(messages: number) {
  const server: TestServer = await openServer();
  await server.ask("/api/spaces", { method: "POST", body: { agent: "assistant" } });
  const space = server.memory.space("local/me");
  for (let at = 0; at < messages; at += 1000)
    await space.write(
      Array.from({ length: Math.min(1000, messages - at) }, (_, more) => ({ kind: "message" as const, text: `message ${at + more}` })),
    );
  const events = await readEvents(server, "local/me");
  const begin = (what: "verify" | "repair") => server.ask<CheckView>(spaceRoute("local/me", what), { method: "POST", body: {} });
  const state = async () => (await server.ask<CheckState>(spaceRoute("local/me", "verify"))).body.check;
  const cancel = async () => (await server.ask(spaceRoute("local/me", "verify"), { method: "DELETE" })).status;
  const over = async (id: string) => (await events.until("check", ({ check }) => check.id === id && check.state !== "running")).check;
  return { server, events, begin, state, cancel, over };
}

describe("a verification", () => {
  it("goes on without whoever began it, tells how far it is, and is there for a page that comes later", async () => {
    const { server, events, begin, state, over } = await begun(3000);
    expect(await state()).toBeUndefined();
    const { status, body } = await begin("verify");
    expect([status, body]).toEqual([202, { id: body.id, repair: false, state: "running" }]);
    const done = await over(body.id);
    expect(done).toMatchObject({ state: "done", found: { sound: true, stores: [{ store: "sqlite", findings: 0 }] } });
    expect(done.progress).toBeUndefined();
    const told = events.heard.flatMap(({ event }) => (event.type === "check" ? (event.check.progress ?? []) : []));
    expect([...new Set(told.map(({ phase }) => phase))]).toEqual(["journal", "records", "sqlite"]);
    for (const { done: far, total } of told) expect(far).toBeLessThanOrEqual(total);
    expect(await state()).toEqual(done);
    expect((await (await readEvents(server, "local/me")).until("hello")).check).toEqual(done);
  });

  it("is one at a time, and stopped on the way", async () => {
    const { events, begin, state, cancel, over } = await begun(20_000);
    const first = (await begin("verify")).body;
    expect((await begin("verify")).body.id).toBe(first.id);
    expect(await begin("repair")).toMatchObject({ status: 409, body: { code: "CHECK_RUNNING" } });
    await events.until("check", ({ check }) => check.progress !== undefined);
    for (let times = 0; times < 2; times += 1) expect(await cancel()).toBe(204);
    expect(await over(first.id)).toEqual({ id: first.id, repair: false, state: "cancelled" });
    const second = (await begin("verify")).body;
    expect(second.id).not.toBe(first.id);
    expect(await over(second.id)).toMatchObject({ state: "done" });
    expect((await state())?.id).toBe(second.id);
  });

  it("ends with the server", async () => {
    const { server, begin, events } = await begun(20_000);
    await begin("verify");
    await events.until("check", ({ check }) => check.progress !== undefined);
    await server.server.close();
  });
});

describe("a repair", () => {
  it("says what it mended and how things stand after it", async () => {
    const { begin, over } = await begun(10);
    const { id } = (await begin("repair")).body;
    expect(await over(id)).toMatchObject({ repair: true, state: "done", found: { sound: true, repaired: 0 } });
  });
});
