import { openMemory } from "@pagefile/core";
import { sqlite } from "@pagefile/store-sql";
import { type Fault, faultyStore, inMemoryStore } from "@pagefile/testing";
import { type Journal, PagefileError } from "@pagefile/core/contracts";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { readEvents } from "./event-reader.ts";
import { openServer, openSqlite, spaceRoute, temporaryFolder, type TestServer } from "./open-server.ts";

async function begun(options: Parameters<typeof openServer>[0] = {}): Promise<TestServer> {
  const server = await openServer(options);
  await server.ask("/api/spaces", { method: "POST", body: { agent: "assistant" } });
  return server;
}

const message = (text: string) => ({ kind: "message" as const, text });

describe("the feed of a space", () => {
  it("begins with where the space stands, and tells every entry once, in order, whoever writes it", async () => {
    const server = await begun();
    const space = server.memory.space("local/me");
    const { seq } = await space.head();
    const reader = await readEvents(server, "local/me");
    expect(await reader.until("hello")).toMatchObject({ head: seq, imports: [], stores: [{ name: "sqlite", behind: 0 }] });
    for (const text of ["one", "two", "three"]) await space.write(message(text));
    await reader.until("entry", ({ entry }) => entry.text === "three");
    const entries = reader.heard.flatMap(({ id, event }) => (event.type === "entry" ? [[id, event.entry.seq, event.entry.text]] : []));
    expect(entries).toEqual([
      [String(seq + 1), seq + 1, "one"],
      [String(seq + 2), seq + 2, "two"],
      [String(seq + 3), seq + 3, "three"],
    ]);
  });

  it("hears what another process writes to the same file, and nothing of other spaces", async () => {
    const file = join(temporaryFolder(), "memory.db");
    const server = await begun({ memory: openSqlite(file) });
    const other = openSqlite(file);
    const reader = await readEvents(server, "local/me");
    await other.space("local/secret").write(message("canary"));
    await other.space("local/me").write(message("from next door"));
    await reader.until("entry", ({ entry }) => entry.text === "from next door");
    expect(JSON.stringify(reader.heard)).not.toContain("canary");
  });

  it("goes on where a page left off, without a gap and without telling anything twice", async () => {
    const server = await begun();
    const space = server.memory.space("local/me");
    const first = await readEvents(server, "local/me");
    await space.write(message("seen"));
    const { entry } = await first.until("entry", (event) => event.entry.text === "seen");
    first.close();
    for (const text of ["missed 1", "missed 2"]) await space.write(message(text));
    const second = await readEvents(server, "local/me", { "last-event-id": String(entry.seq) });
    await space.write(message("live"));
    await second.until("entry", (event) => event.entry.text === "live");
    const [hello, ...rest] = second.heard;
    expect(hello).toMatchObject({ id: String(entry.seq), event: { type: "hello" } });
    expect(rest.map(({ event }) => (event.type === "entry" ? event.entry.text : event.type))).toEqual(["missed 1", "missed 2", "live"]);
    expect(rest.map(({ id }) => id)).toEqual([1, 2, 3].map((more) => String(entry.seq + more)));
  });

  it("loses none of the entries that are written while pages connect and leave", async () => {
    const server = await begun();
    const space = server.memory.space("local/me");
    let last = (await space.head()).seq;
    const seen: number[] = [];
    const first = last;
    const writing = (async () => {
      for (let at = 0; at < 40; at += 1) await space.write(message(`entry ${at}`));
    })();
    while (last < first + 40) {
      const reader = await readEvents(server, "local/me", { "last-event-id": String(last) });
      await reader.until("entry", ({ entry }) => entry.seq > last);
      for (const { event } of reader.heard) if (event.type === "entry") seen.push(event.entry.seq);
      last = Math.max(last, ...reader.heard.flatMap(({ id }) => (id === undefined ? [] : [Number(id)])));
      reader.close();
    }
    await writing;
    expect(seen).toEqual(Array.from({ length: 40 }, (_, at) => first + 1 + at));
  });

  it("says that there were many, instead of each, where a page cannot keep up with them", async () => {
    const server = await begun();
    const space = server.memory.space("local/me");
    const reader = await readEvents(server, "local/me");
    await space.write(Array.from({ length: 200 }, (_, at) => message(`many ${at}`)));
    const { seq } = await space.head();
    expect(await reader.until("many")).toEqual({ type: "many", head: seq });
    expect(reader.heard.at(-1)?.id).toBe(String(seq));
    const later = await readEvents(server, "local/me", { "last-event-id": "1" });
    expect(await later.until("many")).toEqual({ type: "many", head: seq });
  });

  it("reads the journal once, however many pages listen, and not at all when the last has left", async () => {
    const calls = { watch: 0, entries: 0 };
    const journal = sqlite({ file: join(temporaryFolder(), "memory.db") });
    const counting: Journal = new Proxy(journal, {
      get(target, name) {
        if (name === "watch" || name === "entries") calls[name] += 1;
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    const memory = openMemory({ journal: counting });
    onTestFinished(() => memory.close());
    const server = await begun({ memory });
    const space = memory.space("local/me");
    const readers = await Promise.all(Array.from({ length: 100 }, () => readEvents(server, "local/me")));
    calls.entries = 0;
    await space.write(message("heard by all"));
    await Promise.all(readers.map((reader) => reader.until("entry", ({ entry }) => entry.text === "heard by all")));
    expect(calls).toEqual({ watch: 1, entries: 1 });
    for (const reader of readers) reader.close();
    await Promise.all(readers.map(({ ended }) => ended));
    await expect
      .poll(async () => {
        calls.entries = 0;
        await space.write(message("heard by none"));
        await new Promise((resolve) => setTimeout(resolve, 20));
        return calls.entries;
      })
      .toBe(0);
  });

  it("tells that a store fell behind and why, and that it caught up", async () => {
    const down = new PagefileError("STORE_UNAVAILABLE", "connection refused", { retryable: true });
    const faults: Fault[] = [{ at: "apply:before", passage: "every", error: down }];
    const late = faultyStore(inMemoryStore({ name: "late" }), { faults });
    const memory = openMemory({ journal: sqlite({ file: join(temporaryFolder(), "memory.db") }), stores: [late] });
    onTestFinished(() => memory.close());
    const server = await begun({ memory });
    await memory.space("local/me").write(message("kept, and late in one store"));
    const reader = await readEvents(server, "local/me");
    expect((await reader.until("hello")).stores[0]).toMatchObject({ name: "late", reason: "It failed: connection refused" });
    faults.length = 0;
    await memory.catchUp();
    await reader.until("stores", ({ stores }) => stores.every(({ behind }) => behind === 0));
    expect((await server.ask(spaceRoute("local/me"))).body["stores"]).toMatchObject([{ name: "late", behind: 0 }, { name: "sqlite" }]);
  });

  it("ends when the server closes", async () => {
    const server = await begun();
    const readers = await Promise.all(Array.from({ length: 5 }, () => readEvents(server, "local/me")));
    await server.server.close();
    await Promise.all(readers.map(({ ended }) => ended));
  });
});
