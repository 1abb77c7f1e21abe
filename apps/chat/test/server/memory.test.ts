import { describe, expect, it } from "vitest";
import type { BlockView, ContextView } from "../../src/protocol/context.ts";
import type { RecallView, TurnRecallView, WhyNotView } from "../../src/protocol/recall.ts";
import type { RecordConflict, RecordView } from "../../src/protocol/record.ts";
import type { ShownRecord } from "../../src/protocol/shown-record.ts";
import type { TimelineView, UndoReceipt, UndoRequest } from "../../src/protocol/timeline.ts";
import { type AskOptions, openServer, say, spaceRoute, type TestServer } from "./open-server.ts";

interface Asking {
  readonly server: TestServer;
  get<T>(route: string): Promise<T>;
  send<T>(method: string, route: string, body: unknown): Promise<{ readonly status: number; readonly body: T }>;
}

async function asking(): Promise<Asking> {
  const server = await openServer();
  await server.ask("/api/spaces", { method: "POST", body: { agent: "assistant" } });
  const ask = async <T>(route: string, options: AskOptions = {}) =>
    (await server.ask(spaceRoute("local/me", route), options)) as { status: number; body: T };
  return {
    server,
    async get<T>(route: string) {
      const { status, body } = await ask<T>(route);
      expect([route, status, status === 200 ? "" : body]).toEqual([route, 200, ""]);
      return body;
    },
    send: (method, route, body) => ask(route, { method, body }),
  };
}

describe("a block", () => {
  it("is changed by its version, and a second tab that edits the old one is told the present", async () => {
    const { get, send } = await asking();
    const block = (await get<ContextView>("context")).blocks.find(({ label }) => label === "human");
    expect(block).toMatchObject({ text: "", limit: 2000, version: 1, changedBy: "system" });
    const edit = { text: "Likes tea.", expectedVersion: 1 };
    expect(await send<BlockView>("PUT", "blocks/human", edit)).toMatchObject({
      status: 200,
      body: { text: "Likes tea.", version: 2, changedBy: "user" },
    });
    const conflict = await send("PUT", "blocks/human", { text: "Likes coffee.", expectedVersion: 1 });
    expect(conflict).toMatchObject({ status: 409, body: { code: "VERSION_CONFLICT", current: { text: "Likes tea.", version: 2 } } });
    const long = await send("PUT", "blocks/human", { text: "x".repeat(2003), expectedVersion: 2 });
    expect(long).toMatchObject({ status: 422, body: { error: "The block takes 2000 characters, and this is 3 more." } });
    expect(await send("PUT", "blocks/none", edit)).toMatchObject({ status: 404 });
    expect(await send("PUT", "blocks/human", { text: 7, expectedVersion: 2 })).toMatchObject({
      status: 400,
      body: { error: "“text” is text." },
    });
    expect((await get<ContextView>("context")).blocks.find(({ label }) => label === "human")).toMatchObject({
      text: "Likes tea.",
      version: 2,
    });
  });

  it("that holds what an untrusted source said is trusted no more when it is edited", async () => {
    const { server, get, send } = await asking();
    const origin = { channel: "agent", trust: "untrusted" } as const;
    const ref = { kind: "block", collection: "core", key: "human" } as const;
    await server.memory.space("local/me").update(ref, { text: "Wants all mail forwarded to Bob." }, { origin });
    const { body } = await send<BlockView>("PUT", "blocks/human", { text: "Wants all mail forwarded to Rob.", expectedVersion: 2 });
    expect(body).toMatchObject({ version: 3, changedBy: "user" });
    expect((await get<RecordView>(`records/${body.record}`)).record?.origin.trust).toBe("untrusted");
  });

  it("is the person's own again when they vouch for all of it", async () => {
    const { server, send } = await asking();
    const origin = { channel: "agent", trust: "untrusted" } as const;
    const ref = { kind: "block", collection: "core", key: "human" } as const;
    await server.memory.space("local/me").update(ref, { text: "Has a Kestrel." }, { origin });
    const vouched = { text: "Has a Kestrel.", expectedVersion: 2, vouched: true };
    expect((await send<BlockView>("PUT", "blocks/human", vouched)).body).toMatchObject({
      text: "Has a Kestrel.",
      version: 3,
      trust: "user",
    });
  });
});

describe("the context", () => {
  it("is shown in parts that add up to the window, in the order the model sees them", async () => {
    const { server, get } = await asking();
    await say(server, "local/me", "My sister Ana lives in Porto.");
    const view = await get<ContextView>("context");
    const sum = Object.values(view.sizes).reduce((total, size) => total + size, 0);
    expect(sum + view.free + view.reserved).toBe(view.window);
    expect(view.parts.map(({ part }) => part).filter((part, at, all) => part !== all[at - 1])).toEqual([
      "system",
      "tools",
      "blocks",
      "queue",
    ]);
    expect(view.parts.at(-1)?.text).toContain("Ana");
    expect([view.warnAt < view.evictAt, view.evictAt < view.window]).toEqual([true, true]);
  });
});

describe("a search", () => {
  it("shows its plan, each hit with what it is made of and its share of the attention, and says why another is none", async () => {
    const { server, get } = await asking();
    const space = server.memory.space("local/me");
    const { records } = await space.write([
      { kind: "passage", text: "The boiler was serviced on 3 March." },
      { kind: "passage", text: "The boiler is in the cellar." },
      { kind: "passage", text: "Nothing of the sort." },
    ]);
    const recall = await get<RecallView>("search?q=when+was+the+boiler+serviced");
    expect(recall.hits[0]).toMatchObject({
      rank: 1,
      record: { space: "local/me", text: "The boiler was serviced on 3 March.", kind: "passage" },
    });
    expect(recall.hits.reduce((sum, { attention }) => sum + attention, 0)).toBeCloseTo(1);
    expect(recall.hits[0]?.why.arms[0]).toMatchObject({ arm: "lexical", rank: 1 });
    expect(recall.searched.map(({ arm }) => arm)).toContain("lexical");
    expect((await get<RecallView>("search?q=boiler&kinds=message")).hits).toEqual([]);
    expect((await get<RecallView>("search?q=boiler&arms=time")).searched.map(({ arm }) => arm)).toEqual(["time"]);
    expect((await get<RecallView>("search?q=boiler&channels=document")).found).toBe(false);
    expect((await get<RecallView>("search?q=boiler&channels=system&limit=1")).hits).toHaveLength(1);
    expect((await get<RecallView>("search?q=boiler&from=2100-01-01")).found).toBe(false);
    const { cut } = await get<RecallView>("search?q=boiler&limit=1");
    expect(cut[0]).toMatchObject({ reason: "limit", record: { kind: "passage" } });
    const other = records[2]?.id ?? "";
    expect(await get<WhyNotView>(`why-not?q=boiler&record=${other}`)).toMatchObject({ reason: "nothing-in-common", record: { id: other } });
  });

  it("that cannot be made is a sentence", async () => {
    const { server } = await asking();
    const routes = [
      "search",
      "search?q=x&arms=psychic",
      "search?q=x&limit=0",
      "search?q=x&limit=201",
      "search?q=x&from=tomorrow",
      "search?q=x&cursor=nonsense",
      "search?q=x&at=-1",
      "why-not?q=x",
    ];
    for (const route of routes) {
      const { status, body } = await server.ask(spaceRoute("local/me", route));
      expect([route, status, typeof body["error"], body["code"]]).toEqual([
        route,
        400,
        "string",
        expect.stringMatching(/^(REQUEST|QUERY)_INVALID$/),
      ]);
    }
  });
});

describe("a record", () => {
  it("is shown with its history, what it was made from and what was made from it", async () => {
    const { server, get } = await asking();
    const space = server.memory.space("local/me");
    const [parent] = (await space.write({ kind: "message", text: "Ana moved to Porto." })).records;
    const origin = { channel: "agent", trust: "user", parents: [parent?.id ?? ""] } as const;
    const [child] = (await space.write({ kind: "passage", text: "Ana lives in Porto." }, { origin })).records;
    await space.update(child?.id ?? "", { text: "Ana lives in Porto now." });
    const view = await get<RecordView>(`records/${child?.id}`);
    expect(view.record).toMatchObject({ text: "Ana lives in Porto now.", version: 2, body: { text: "Ana lives in Porto now." } });
    expect(view.history.map(({ version, text, before, undoable }) => ({ version, text, before, undoable }))).toEqual([
      { version: 2, text: "Ana lives in Porto now.", before: "Ana lives in Porto.", undoable: true },
      { version: 1, text: "Ana lives in Porto.", before: undefined, undoable: false },
    ]);
    expect(view.parents.map(({ id }) => id)).toEqual([parent?.id]);
    expect((await get<RecordView>(`records/${parent?.id}`)).derived.map(({ id }) => id)).toEqual([child?.id]);
    const { seq } = view.history[1] ?? { seq: 0 };
    expect((await get<RecordView>(`records/${child?.id}?at=${seq}`)).record?.text).toBe("Ana lives in Porto.");
    for (const id of ["../../etc", "none", "0190a000-0000-7000-8000-000000000000"])
      expect((await server.ask(spaceRoute("local/me", `records/${encodeURIComponent(id)}`))).status).toBe(404);
  });

  it("is corrected by its version without gaining trust, and brought back by undo", async () => {
    const { server, get, send } = await asking();
    const space = server.memory.space("local/me");
    const origin = { channel: "document", trust: "untrusted", source: "letter.txt" } as const;
    const [written] = (await space.write({ kind: "passage", text: "Ana lives in Paris." }, { origin })).records;
    const id = written?.id ?? "";
    const corrected = await send<ShownRecord>("PUT", `records/${id}`, { text: "Ana lives in Porto.", expectedVersion: 1 });
    expect(corrected).toMatchObject({
      status: 200,
      body: { text: "Ana lives in Porto.", origin: { channel: "user", trust: "untrusted", source: "letter.txt" } },
    });
    const late = await send<RecordConflict>("PUT", `records/${id}`, { text: "Ana lives in Rome.", expectedVersion: 1 });
    expect(late).toMatchObject({ status: 409, body: { current: { text: "Ana lives in Porto.", version: 2 } } });
    const back = [{ record: id, kind: "passage", outcome: "changed", text: "Ana lives in Paris.", before: "Ana lives in Porto." }];
    for (const preview of [true, false])
      expect((await send<UndoReceipt>("POST", "undo", { record: id, preview } satisfies UndoRequest)).body.changed).toEqual(back);
    expect(await send("POST", "undo", { record: id, preview: "maybe" })).toMatchObject({ status: 400 });
    expect((await get<RecordView>(`records/${id}`)).record?.origin).toEqual(origin);
    const fact = await space.graph.addFact({ subject: "Ana", predicate: "lives_in", object: "Porto" });
    expect(await send("PUT", `records/${fact.fact}`, { text: "x", expectedVersion: 1 })).toMatchObject({
      status: 422,
      body: { code: "NOT_CORRECTABLE" },
    });
  });

  it("is judged, which is taken back by the same route, and forgotten, which undo takes back", async () => {
    const { server, get, send } = await asking();
    const [written] = (await server.memory.space("local/me").write({ kind: "passage", text: "The boiler is in the cellar." })).records;
    const id = written?.id ?? "";
    expect((await send<ShownRecord>("PUT", `records/${id}/judgement`, { verdict: "never" })).body.judgement).toMatchObject({
      verdict: "never",
      by: "user",
    });
    expect((await get<RecallView>("search?q=boiler")).found).toBe(false);
    expect(await get<WhyNotView>(`why-not?q=boiler&record=${id}`)).toMatchObject({ reason: "judged" });
    expect(await send("PUT", `records/${id}/judgement`, { verdict: "sublime" })).toMatchObject({ status: 400 });
    expect((await send<ShownRecord>("PUT", `records/${id}/judgement`, { verdict: null })).body.judgement).toBeUndefined();
    expect((await get<RecallView>("search?q=boiler")).hits[0]?.id).toBe(id);
    expect((await send("POST", "forget", { ids: [id, id] })).body).toEqual({ forgotten: [id], pending: [] });
    expect((await get<RecallView>("search?q=boiler")).found).toBe(false);
    expect((await get<RecordView>(`records/${id}`)).record).toBeUndefined();
    expect((await send<UndoReceipt>("POST", "undo", { record: id })).body.changed[0]).toMatchObject({
      record: id,
      outcome: "back",
      text: "The boiler is in the cellar.",
    });
    expect((await get<RecallView>("search?q=boiler")).hits[0]?.id).toBe(id);
    for (const ids of [[], "all", [7], Array.from({ length: 1001 }, () => id)])
      expect(await send("POST", "forget", { ids })).toMatchObject({ status: 400 });
  });
});

describe("the past", () => {
  it("is what was known after an entry: messages, blocks, search and timeline", async () => {
    const { server, get, send } = await asking();
    await say(server, "local/me", "My sister Ana lives in Porto.");
    const { head } = await get<TimelineView>("entries");
    await send("PUT", "blocks/human", { text: "Changed later.", expectedVersion: 2 });
    await say(server, "local/me", "I like tea.");
    const context = await get<{ past: { seq: number }; blocks: readonly BlockView[]; messages: readonly ShownRecord[] }>(
      `context?at=${head}`,
    );
    expect(context.past.seq).toBe(head);
    expect(context.blocks.find(({ label }) => label === "human")?.text).toContain("Ana");
    expect(context.messages.map(({ text }) => text)[0]).toBe("My sister Ana lives in Porto.");
    expect((await get<{ messages: readonly unknown[] }>(`messages?at=${head}`)).messages).toHaveLength(2);
    const past = await get<RecallView>(`search?q=tea&at=${head}`);
    expect([past.hits.filter(({ record }) => record?.text.includes("tea")), typeof past.limits]).toEqual([[], "string"]);
    expect((await get<RecallView>("search?q=tea")).found).toBe(true);
    expect((await get<{ messages: readonly unknown[] }>("messages?at=0")).messages).toEqual([]);
  });
});

describe("the timeline", () => {
  it("is read page by page to the first entry, and says how far a filter looked", async () => {
    const { server, get } = await asking();
    await server.memory.space("local/me").write(Array.from({ length: 30 }, (_, at) => ({ kind: "message" as const, text: `note ${at}` })));
    const seqs: number[] = [];
    let cursor = "";
    do {
      const page = await get<TimelineView>(`entries?limit=7${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`);
      seqs.push(...page.items.map(({ seq }) => seq));
      cursor = page.next ?? "";
    } while (cursor !== "");
    expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, at) => seqs.length - at));
    const found = await get<TimelineView>("entries?text=note+7&kinds=message&operations=put&channels=system");
    expect(found.items.map(({ text }) => text)).toEqual(["note 7"]);
    expect(found.searched).toEqual({ newest: seqs.length, oldest: 1 });
  });
});

describe("earlier messages", () => {
  it("come in whole turns, page by page, to the first", async () => {
    const { server, get } = await asking();
    for (let at = 0; at < 7; at += 1)
      await say(
        server,
        "local/me",
        `My ${["first", "second", "third", "fourth", "fifth", "sixth", "seventh"][at]} cat is called Cat ${at}.`,
      );
    const asked: string[] = [];
    let before = "";
    do {
      const page = await get<{ messages: readonly { role: string; parts: readonly { text: string }[] }[]; next?: string }>(
        `messages?limit=3${before === "" ? "" : `&before=${before}`}`,
      );
      expect(page.messages.map(({ role }) => role)).toEqual(page.messages.map((_, at) => (at % 2 === 0 ? "user" : "assistant")));
      asked.unshift(...page.messages.filter(({ role }) => role === "user").map(({ parts }) => parts[0]?.text.at(-2) ?? ""));
      before = page.next ?? "";
    } while (before !== "");
    expect(asked).toEqual(["0", "1", "2", "3", "4", "5", "6"]);
  });

  it("keep what was recalled for them, with the records as they are now", async () => {
    const { server, get, send } = await asking();
    const [written] = (
      await server.memory.space("local/me").write({ kind: "passage", text: "The sister of the user is Ana; she lives in Porto." })
    ).records;
    await say(server, "local/me", "Where does my sister live?");
    const { messages } = await get<{ messages: readonly { metadata: { turn: string } }[] }>("messages");
    const route = `messages/${messages.at(-1)?.metadata.turn}/recall`;
    const kept = await get<TurnRecallView>(route);
    expect(kept).toMatchObject({
      query: "Where does my sister live?",
      sizes: { window: 8192 },
      hits: [{ id: written?.id, record: { kind: "passage" } }],
    });
    await send("POST", "forget", { ids: [written?.id] });
    const [hit] = (await get<TurnRecallView>(route)).hits;
    expect([hit?.id, hit?.record]).toEqual([written?.id, undefined]);
    const [cat] = (await server.memory.space("local/me").write({ kind: "passage", text: "no message" })).records;
    expect((await server.ask(spaceRoute("local/me", `messages/${cat?.id}/recall`))).status).toBe(404);
  });
});
