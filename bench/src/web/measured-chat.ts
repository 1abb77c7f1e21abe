import { join } from "node:path";
import { type ChatServer, findAgents, serveChat } from "@pagefile/chat";
import { type Memory, openMemory } from "@pagefile/core";
import type { ChatModel } from "@pagefile/core/contracts";
import { sqlite } from "@pagefile/store-sql";
import { type CountedJournal, countedJournal } from "./counted-journal.ts";
import { instantModel } from "./instant-model.ts";

const token = "a-token-for-measurements";

export interface ChatPlace {
  /** Where its database goes. */
  readonly folder: string;
  readonly name: string;
  /** Where the built page is. */
  readonly page: string;
  /** @default one that answers at once */
  readonly model?: ChatModel;
}

/** A server to measure, on SQLite in a file of its own. */
export interface MeasuredChat extends AsyncDisposable {
  readonly memory: Memory;
  readonly server: ChatServer;
  /** `http://127.0.0.1:PORT` */
  readonly base: string;
  readonly token: string;
  readonly journalCalls: CountedJournal["take"];
  /** As a page that is signed in. @throws Error for an answer that is not 2xx */
  ask(path: string, body?: object): Promise<Response>;
}

export async function measuredChat({ folder, name, page, model = instantModel }: ChatPlace): Promise<MeasuredChat> {
  const { journal, take } = countedJournal(sqlite({ file: join(folder, `${name}.db`) }));
  const memory = openMemory({ journal, armDeadlineMs: 60_000 });
  const agents = await findAgents();
  const server = await serveChat({
    memory,
    model,
    agents,
    home: "local/me",
    port: 0,
    token,
    pageFolder: page,
    extract: "off",
  });
  const base = `http://127.0.0.1:${server.port}`;
  return {
    memory,
    server,
    base,
    token,
    journalCalls: take,
    async ask(path, body) {
      const headers = { authorization: `Bearer ${token}`, ...(body !== undefined && { "content-type": "application/json" }) };
      const asked = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
      const response = await fetch(`${base}${path}`, { headers, ...asked });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return response;
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      await memory.close();
    },
  };
}

/** A route of a space. */
export function spaceRoute(space: string, route = ""): string {
  return `/api/spaces/${encodeURIComponent(space)}${route === "" ? "" : `/${route}`}`;
}
