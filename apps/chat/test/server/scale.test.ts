import { join } from "node:path";
import { openMemory } from "@pagefile/core";
import type { Journal } from "@pagefile/core/contracts";
import { sqlite } from "@pagefile/store-sql";
import { expect, it, onTestFinished } from "vitest";
import { openServer, spaceRoute, temporaryFolder } from "./open-server.ts";

/** A journal that counts the records and entries it hands out. */
function counted(journal: Journal): { readonly journal: Journal; readonly given: () => number } {
  let given = 0;
  const sized = async (answer: Promise<{ readonly items: readonly unknown[] } | readonly unknown[]>): Promise<unknown> => {
    const page = await answer;
    given += "items" in page ? page.items.length : page.length;
    return page;
  };
  async function* each(entries: AsyncIterable<unknown>): AsyncGenerator<unknown> {
    for await (const entry of entries) {
      given += 1;
      yield entry;
    }
  }
  const proxy = new Proxy(journal, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      return (...args: readonly unknown[]): unknown => {
        const answer: unknown = Reflect.apply(value, target, args);
        if (name === "list" || name === "get" || name === "entries") return sized(answer as Parameters<typeof sized>[0]);
        return name === "read" || name === "history" ? each(answer as AsyncIterable<unknown>) : answer;
      };
    },
  });
  return { journal: proxy, given: () => given };
}

const words = "The pump of the boiler was looked at and found to hum a little, which it does when there is air in the pipe. ".repeat(4);

async function work(messages: number): Promise<ReadonlyMap<string, number>> {
  const { journal, given } = counted(sqlite({ file: join(temporaryFolder(), "memory.db") }));
  const memory = openMemory({ journal });
  onTestFinished(() => memory.close());
  const server = await openServer({ memory });
  await server.ask("/api/spaces", { method: "POST", body: { agent: "assistant" } });
  const space = memory.space("local/me");
  for (let at = 0; at < messages; at += 500)
    await space.write(
      Array.from({ length: 500 }, (_, more) => ({
        kind: "message" as const,
        text: `${at + more}: ${words}`,
        body: { role: (at + more) % 2 === 0 ? "user" : "assistant" },
      })),
    );
  const { seq } = await space.head();
  const newest = (await space.list({ kind: "message", order: "descending", limit: 1 })).items[0]?.id;
  const middle = seq - 250;
  const routes = [
    "",
    "messages",
    `messages?before=${newest}&limit=20`,
    `messages?at=${middle}`,
    "context",
    `context?at=${middle}`,
    `records/${newest}`,
    `records/${newest}?at=${middle}`,
    "graph",
    `graph?at=${middle}`,
    "graph/entities",
    "tables",
    `tables?at=${middle}`,
    "entries",
    "entries?kinds=passage",
    "entries?text=no+such+thing",
    "documents",
    "imports",
  ];
  const counts = new Map<string, number>();
  for (const route of routes) {
    const before = given();
    const { status } = await server.ask(spaceRoute("local/me", route));
    expect([route, [200, 404].includes(status)]).toEqual([route, true]);
    counts.set(route.replace(/[0-9a-f-]{36}/, "ID").replace(/at=\d+/, "at"), given() - before);
  }
  const before = given();
  await server.ask("/api/session");
  counts.set("session", given() - before);
  return counts;
}

it("reads no more of the journal for any screen when the space holds four times as many messages", async () => {
  const [few, many] = [await work(2500), await work(10_000)];
  for (const [route, count] of many) expect([route, count <= (few.get(route) ?? 0) * 1.02 + 2]).toEqual([route, true]);
}, 120_000);
