import { dirname } from "node:path";
import { type Memory, offlineModel, openMemory } from "@pagefile/core";
import type { ChatModel, Embedder, Journal, Store } from "@pagefile/core/contracts";
import type { OllamaModelDescription, OllamaServer } from "@pagefile/llm-ollama";
import type { OpenAIServer } from "@pagefile/llm-openai";
import { makeFolder } from "./make-folder.ts";
import type { Program } from "./program.ts";
import type { JournalPlace, StorePlace } from "./settings/places.ts";
import { UsageError } from "./usage-error.ts";

/** The one place that names a backend: which memory, which model, which embedder. */
export interface Composition extends AsyncDisposable {
  readonly memory: Memory;
  /** `offline`, `ollama/NAME`, `openai/NAME`, or the first of Ollama, OpenAI, offline that is there. */
  chooseModel(name?: string): Promise<ChatModel>;
}

export async function compose({ settings, env }: Pick<Program, "settings" | "env">): Promise<Composition> {
  const { window: contextWindow, embedder: embedderName } = settings;
  const limits = contextWindow === undefined ? {} : { contextWindow };
  let found: ReturnType<typeof findOllama> | undefined;
  const localOllama = (): ReturnType<typeof findOllama> => (found ??= findOllama(env));

  async function chooseModel(name?: string): Promise<ChatModel> {
    const { server, model } = parseModel(name);
    if (server === "offline") return offlineModel(limits);
    if (server === "ollama") return (await ollamaServer(env)).resolveChat(model, limits);
    if (server === "openai") return (await openaiServer(env)).chat(model, limits);
    const local = await localOllama();
    const chat = local?.models.filter(can("completion")).toSorted((a, b) => Number(can("tools")(b)) - Number(can("tools")(a)))[0];
    if (local !== undefined && chat !== undefined) return local.server.resolveChat(chat.name, limits);
    const remote = env["OPENAI_API_KEY"] || env["OPENAI_BASE_URL"] ? await openaiServer(env) : undefined;
    return remote === undefined ? offlineModel(limits) : remote.chat(await firstModel(remote, env), limits);
  }

  async function chooseEmbedder(): Promise<Embedder | undefined> {
    const { server, model } = parseModel(embedderName === "none" ? "offline" : embedderName);
    if (server === "offline") return undefined;
    if (server === "ollama") return (await ollamaServer(env)).resolveEmbedder(model);
    if (server === "openai") return (await openaiServer(env)).resolveEmbedder(model);
    const local = await localOllama();
    const embedder = local?.models.find(can("embedding"));
    return embedder === undefined ? undefined : local?.server.resolveEmbedder(embedder.name);
  }

  const embedder = await chooseEmbedder();
  const stores = await Promise.all(settings.stores.map((place) => openStore(place, env)));
  const memory = openMemory({ journal: await openJournal(settings.journal, env), stores, ...(embedder !== undefined && { embedder }) });
  return {
    memory,
    chooseModel,
    async [Symbol.asyncDispose]() {
      // What an embedder is slow with, the next start goes on with.
      await memory.catchUp({ signal: AbortSignal.timeout(2000) }).catch(() => []);
      await memory.close();
    },
  };
}

async function openJournal(place: JournalPlace, env: Program["env"]): Promise<Journal> {
  const { postgres, sqlite } = await import("@pagefile/store-sql");
  if (place.kind === "postgres") {
    const url = new URL(place.url);
    url.password ||= encodeURIComponent(env["PGPASSWORD"] ?? "");
    return postgres({ url: url.href });
  }
  if (place.file !== ":memory:")
    await makeFolder(dirname(place.file)).catch((error: Error) => {
      throw new UsageError(`There can be no memory at ${place.file}: ${error.message}.`, { cause: error });
    });
  return sqlite({ file: place.file });
}

/** Only what is named is loaded. Passwords come out of the environment, or stand in the address. */
async function openStore({ kind, address }: StorePlace, env: Program["env"]): Promise<Store> {
  if (kind === "faiss") return (await import("@pagefile/store-faiss")).faiss({ folder: address });
  if (kind === "neo4j") {
    const [user, password] = [env["NEO4J_USERNAME"], env["NEO4J_PASSWORD"]];
    return (await import("@pagefile/store-neo4j")).neo4j({ url: address, ...(user && { user }), ...(password && { password }) });
  }
  const url = new URL(address);
  const apiKey = decodeURIComponent(url.password) || env["QDRANT_API_KEY"];
  url.username = url.password = "";
  return (await import("@pagefile/store-qdrant")).qdrant({ url: url.href.replace(/\/$/, ""), ...(apiKey && { apiKey }) });
}

function parseModel(name: string | undefined): { readonly server: "offline" | "ollama" | "openai" | undefined; readonly model: string } {
  if (name === undefined || name === "offline") return { server: name, model: "" };
  const [, server, model] = /^(ollama|openai)\/(.+)$/.exec(name) ?? [];
  if ((server === "ollama" || server === "openai") && model !== undefined) return { server, model };
  throw new UsageError(`A model is "offline", "ollama/NAME" or "openai/NAME", not ${JSON.stringify(name)}.`);
}

function can(capability: string): (model: OllamaModelDescription) => boolean {
  return ({ capabilities }) => capabilities.includes(capability);
}

/** What a local Ollama has, or undefined where none answers at once. */
async function findOllama(
  env: Program["env"],
): Promise<{ readonly server: OllamaServer; readonly models: readonly OllamaModelDescription[] } | undefined> {
  const server = await ollamaServer(env);
  if (!(await server.reachable({ timeoutMs: 300 }))) return undefined;
  return { server, models: await server.list({ signal: AbortSignal.timeout(1500) }).catch(() => []) };
}

async function ollamaServer(env: Program["env"]): Promise<OllamaServer> {
  const { createOllama } = await import("@pagefile/llm-ollama");
  const host = env["OLLAMA_HOST"]?.replace("0.0.0.0", "127.0.0.1");
  return createOllama(host ? { host } : {});
}

async function openaiServer(env: Program["env"]): Promise<OpenAIServer> {
  const { createOpenAI } = await import("@pagefile/llm-openai");
  const baseURL = env["OPENAI_BASE_URL"];
  return createOpenAI({ apiKey: env["OPENAI_API_KEY"], ...(baseURL && { baseURL }) });
}

/** A server of one's own serves what it was started with; OpenAI's list has no order to go by. */
async function firstModel(server: OpenAIServer, env: Program["env"]): Promise<string> {
  const [first] = env["OPENAI_BASE_URL"] ? await server.models() : [];
  return first?.id ?? "gpt-4.1-mini";
}
