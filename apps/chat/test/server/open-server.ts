import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ChatOptions, type ChatServer, findAgents, serveChat } from "@pagefile/chat";
import { type Memory, offlineModel, openMemory } from "@pagefile/core";
import { sqlite } from "@pagefile/store-sql";
import { onTestFinished } from "vitest";

export const token = "a-token-of-more-than-16-characters";

export interface TestServer {
  readonly memory: Memory;
  readonly server: ChatServer;
  /** `http://127.0.0.1:PORT`. */
  readonly base: string;
  /** As a page that is logged in. */
  ask<T = Readonly<Record<string, unknown>>>(path: string, options?: AskOptions): Promise<Answer<T>>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

export interface AskOptions {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer<T> {
  readonly status: number;
  /** As the protocol says it is. */
  readonly body: T;
  readonly headers: Headers;
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "pagefile-chat-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function openSqlite(file: string = join(temporaryFolder(), "memory.db")): Memory {
  const memory = openMemory({ journal: sqlite({ file }) });
  onTestFinished(() => memory.close());
  return memory;
}

/** A real server over SQLite in a file of its own, on a free port. */
export async function openServer(options: Partial<ChatOptions> = {}): Promise<TestServer> {
  const memory = options.memory ?? openSqlite();
  const server = await serveChat({
    memory,
    model: offlineModel(),
    agents: await findAgents(),
    home: "local/me",
    port: 0,
    token,
    ...options,
  });
  onTestFinished(() => server.close());
  const base = `http://127.0.0.1:${server.port}`;
  const authorization = `Bearer ${token}`;
  return {
    memory,
    server,
    base,
    fetch: (path, init = {}) =>
      fetch(`${base}${path}`, { ...init, headers: { authorization, ...(init.headers as Record<string, string>) } }),
    async ask<T>(path: string, { method = "GET", body, headers = {} }: AskOptions = {}) {
      const json = body === undefined && method === "GET" ? {} : { "content-type": "application/json" };
      const response = await fetch(`${base}${path}`, {
        method,
        headers: { authorization, ...json, ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: (text === "" ? {} : JSON.parse(text)) as T };
    },
  };
}

/** The routes of a space. */
export function spaceRoute(space: string, route = ""): string {
  return `/api/spaces/${encodeURIComponent(space)}${route === "" ? "" : `/${route}`}`;
}

/** Sends a message and reads the reply to its end. Returns the chunks. */
export async function say({ fetch }: Pick<TestServer, "fetch">, space: string, text: string): Promise<readonly Chunk[]> {
  const response = await fetch("/api/chat", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ id: space, message: { role: "user", parts: [{ type: "text", text }] } }),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return chunksOf(await response.text());
}

export type Chunk = Readonly<Record<string, unknown>> & { readonly type: string };

export function chunksOf(stream: string): readonly Chunk[] {
  return stream
    .split("\n\n")
    .filter((event) => event.startsWith("data: {"))
    .map((event) => JSON.parse(event.slice("data: ".length)) as Chunk);
}

export function textOf(chunks: readonly Chunk[]): string {
  return chunks.map((chunk) => (chunk.type === "text-delta" ? String(chunk["delta"]) : "")).join("");
}
