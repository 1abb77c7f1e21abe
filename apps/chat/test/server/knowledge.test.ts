import { describe, expect, it } from "vitest";
import type { ErrorView } from "../../src/protocol/error.ts";
import type { EntitiesView, FactView, GraphView, RetractRequest } from "../../src/protocol/graph.ts";
import type { QueryView, RowsView, TablesView } from "../../src/protocol/tables.ts";
import type { UndoReceipt, UndoRequest } from "../../src/protocol/timeline.ts";
import { openServer, spaceRoute, type TestServer } from "./open-server.ts";

async function begun(): Promise<{ readonly server: TestServer; get<T>(route: string): Promise<T> }> {
  const server = await openServer();
  await server.ask("/api/spaces", { method: "POST", body: { agent: "assistant" } });
  return { server, get: async <T>(route: string) => (await server.ask(spaceRoute("local/me", route))).body as T };
}

describe("the graph", () => {
  it("shows what is known now and, as of an entry, what was known then, with facts that no longer hold as closed", async () => {
    const { server, get } = await begun();
    const { graph } = server.memory.space("local/me");
    const lived = await graph.addFact({ subject: "Ana", predicate: "lives_in", object: "Paris", validFrom: "2020-01-01T00:00:00.000Z" });
    const { seq: then } = await server.memory.space("local/me").head();
    await graph.addFact({ subject: "Ana", predicate: "lives_in", object: "Porto", validFrom: "2024-01-01T00:00:00.000Z" });
    for (const route of ["graph", "graph?around=Ana", "graph?around=ana&hops=2"]) {
      const view = await get<GraphView>(route);
      expect([route, view.facts.map(({ text, closed }) => `${text}${closed ? ", once" : ""}`).toSorted()]).toEqual([
        route,
        ["Ana lives in Paris, once", "Ana lives in Porto"],
      ]);
      expect(view.entities.map(({ name }) => name).toSorted()).toEqual(["Ana", "Paris", "Porto"]);
    }
    const past = await get<GraphView>(`graph?at=${then}`);
    expect([past.facts.map(({ text, closed }) => [text, closed]), past.entities.length]).toEqual([[["Ana lives in Paris", false]], 2]);
    const around = await get<GraphView>(`graph?around=Ana&at=${then}`);
    expect(around.facts.map(({ text, closed }) => [text, closed])).toEqual([["Ana lives in Paris", false]]);
    const valid = await get<GraphView>("graph?around=Ana&validAt=2021-06-01");
    expect(valid.facts.map(({ text, closed }) => `${text}${closed ? ", once" : ""}`).toSorted()).toEqual([
      "Ana lives in Paris",
      "Ana lives in Porto, once",
    ]);
    expect(
      (await server.ask(spaceRoute("local/me", `graph/facts/${lived.fact}/retract`), { method: "POST", body: {} satisfies RetractRequest }))
        .status,
    ).toBe(204);
    expect((await get<GraphView>("graph")).facts.map(({ text }) => text)).toEqual(["Ana lives in Porto"]);
    expect((await server.ask(spaceRoute("local/me", "undo"), { method: "POST", body: { record: lived.fact } })).status).toBe(200);
    expect((await get<GraphView>("graph")).facts).toHaveLength(2);
  });

  it("is told before an undo which fact opens again, and which one ends", async () => {
    const { server, get } = await begun();
    const { graph } = server.memory.space("local/me");
    const lisbon = await graph.addFact({ subject: "Ana", predicate: "lives_in", object: "Lisbon", validFrom: "2010-01-01" });
    const porto = await graph.addFact({ subject: "Ana", predicate: "lives_in", object: "Porto", validFrom: "2020-01-01" });
    const open = async () => (await get<GraphView>("graph")).facts.flatMap(({ id, validTo }) => (validTo === undefined ? [id] : []));
    const undo = async (body: UndoRequest) =>
      (await server.ask<UndoReceipt>(spaceRoute("local/me", "undo"), { method: "POST", body })).body.changed;
    const told = await undo({ record: porto.fact, preview: true });
    expect(told).toEqual([
      { record: porto.fact, kind: "fact", outcome: "gone", text: "Ana lives in Porto" },
      { record: lisbon.fact, kind: "fact", outcome: "open", text: "Ana lives in Lisbon" },
    ]);
    expect(await open()).toEqual([porto.fact]);
    expect(await undo({ record: porto.fact })).toEqual(told);
    expect(await open()).toEqual([lisbon.fact]);
    expect(await undo({ record: porto.fact, preview: true })).toMatchObject([
      { outcome: "back" },
      { record: lisbon.fact, outcome: "ended", until: "2020-01-01T00:00:00.000Z" },
    ]);
  });

  it("shows at most what was asked for and says so, lists every entity page by page, and the way between two", async () => {
    const { server, get } = await begun();
    const { graph } = server.memory.space("local/me");
    for (let at = 0; at < 12; at += 1) await graph.addFact({ subject: "Ana", predicate: "knows", object: `Person ${at}` });
    await graph.addFact({ subject: "Person 3", predicate: "works_at", object: "Acme" });
    const part = await get<GraphView>("graph?limit=5");
    expect([part.facts.length <= 5, part.entities.length, part.truncated]).toEqual([true, 5, true]);
    expect((await get<GraphView>("graph?around=Ana&limit=5")).truncated).toBe(true);
    const names: string[] = [];
    let cursor: string | undefined = "";
    while (cursor !== undefined) {
      const page: EntitiesView = await get<EntitiesView>(
        `graph/entities?limit=5${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      names.push(...page.items.map(({ name }) => name));
      cursor = page.next;
    }
    expect(new Set(names).size).toBe(14);
    const path = await get<readonly FactView[]>("graph/path?from=Ana&to=Acme");
    expect(path.map(({ predicate, object }) => [predicate, object?.name])).toEqual([
      ["knows", "Person 3"],
      ["works_at", "Acme"],
    ]);
    for (const route of ["graph?around=Nobody", "graph/path?from=Ana&to=Nobody"])
      expect((await server.ask(spaceRoute("local/me", route))).status).toBe(404);
    for (const route of ["graph?hops=5", "graph?limit=501", "graph/path?from=Ana"])
      expect((await server.ask(spaceRoute("local/me", route))).status).toBe(400);
  });
});

describe("tables", () => {
  it("are listed with their rows, now and then, and asked in SQL that only reads", async () => {
    const { server, get } = await begun();
    const space = server.memory.space("local/me");
    await space.tables.define("books", {
      description: "what was read",
      columns: [
        { name: "title", type: "text" },
        { name: "pages", type: "number" },
      ],
    });
    await space.tables.put("books", [
      { key: "a", values: { title: "Walden", pages: 352 } },
      { key: "b", values: { title: "Emma", pages: 474 } },
    ]);
    const { seq } = await space.head();
    await space.tables.put("books", { key: "a", values: { title: "Walden; or, Life in the Woods", pages: 352 } });
    await space.tables.define("later", { columns: [{ name: "x", type: "text" }] });
    expect((await get<TablesView>("tables")).tables.map(({ name }) => name)).toEqual(["books", "later"]);
    expect((await get<TablesView>(`tables?at=${seq}`)).tables).toEqual([
      {
        name: "books",
        description: "what was read",
        columns: [
          { name: "title", type: "text" },
          { name: "pages", type: "number" },
        ],
      },
    ]);
    const first = await get<RowsView>("tables/books/rows?limit=1");
    expect(first.rows).toMatchObject([{ key: "a", version: 2, values: ["Walden; or, Life in the Woods", 352] }]);
    expect((await get<RowsView>(`tables/books/rows?limit=1&cursor=${encodeURIComponent(first.next ?? "")}`)).rows).toMatchObject([
      { key: "b" },
    ]);
    expect((await get<RowsView>(`tables/books/rows?at=${seq}`)).rows[0]).toMatchObject({ key: "a", version: 1, values: ["Walden", 352] });
    const query = (sql: string) =>
      server.ask<QueryView & Partial<ErrorView>>(spaceRoute("local/me", "tables/query"), { method: "POST", body: { sql } });
    expect((await query("SELECT title, pages FROM books WHERE pages > 400")).body).toMatchObject({
      columns: ["title", "pages"],
      rows: [["Emma", 474]],
      total: 1,
      truncated: false,
    });
    for (const sql of ["DELETE FROM books", "SELECT * FROM record", "SELECT 1; SELECT 2", "nonsense", ""]) {
      const { status, body } = await query(sql);
      expect([sql, status, typeof body.error]).toEqual([sql, 422, "string"]);
    }
    expect((await server.ask(spaceRoute("local/me", "tables/none/rows"))).status).toBe(404);
    expect((await get<TablesView>("tables")).tables).toHaveLength(2);
  });
});
