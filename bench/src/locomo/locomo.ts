import { parseArgs } from "node:util";
import type { Embedder } from "@pagefile/core/contracts";
import { createOllama } from "@pagefile/llm-ollama";
import type { Bench } from "../bench.ts";
import { measureAbstention } from "./abstention.ts";
import { locomoFolder, readConversations } from "./conversations.ts";
import { measureVariants } from "./measure-variants.ts";
import { rememberingEmbedder } from "./remembering-embedder.ts";
import { type Replayed, replay } from "./replay.ts";
import { stackName } from "./stack.ts";
import { tableOf } from "./table.ts";

/**
 * Replays long conversations through an agent with an 8k window and asks their questions of its memory: recipe (a) without an
 * embedder, and (b) with one from Ollama (`--ollama URL`, or OLLAMA_HOST; `--embedder NAME`, "minilm"). `--postgres URL`, `--qdrant URL`, `--neo4j URL` and `--faiss`
 * put the memory on those stores in place of SQLite alone.
 */
export const bench: Bench = async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: "boolean" },
      ollama: { type: "string" },
      embedder: { type: "string", default: "minilm" },
      postgres: { type: "string" },
      qdrant: { type: "string" },
      neo4j: { type: "string" },
      faiss: { type: "boolean", default: false },
    },
  });
  const folder = locomoFolder();
  if (folder === undefined) throw new Error("No LoCoMo conversations here: set PAGEFILE_DATA to the folder that holds locomo/*.json.");
  const conversations = readConversations(folder);
  const host = values.ollama ?? process.env["OLLAMA_HOST"];
  const embedder = await embedderAt(host, values.embedder);
  const stack = stackName(values);
  const wholeOnly = stack !== "sqlite";
  const replayed: Replayed[] = [];
  try {
    for (const conversation of conversations) {
      const { name, turns } = conversation;
      const onProgress = (done: number): void => void (done % 50 === 0 && say(`${name}: ${done} of ${turns.length} turns`));
      replayed.push(await replay(conversation, { embedder, stack: values, onProgress }));
      say(`${name}: all ${turns.length} turns`);
    }
    const recipes = {
      a: await measureVariants(replayed, { vectors: false, wholeOnly, say }),
      ...(embedder !== undefined && { b: await measureVariants(replayed, { vectors: true, wholeOnly, say }) }),
    };
    say("abstention");
    const abstention = await measureAbstention(replayed);
    const replays = replayed.map(({ conversation: { name, turns, questions }, evictions, msPerTurn }) => {
      return { name, turns: turns.length, questions: questions.length, evictions, msPerTurn: Math.round(msPerTurn * 10) / 10 };
    });
    const result = { bench: "locomo", stack, windowTokens: 8192, embedder: embedder?.id ?? null, replays, recipes, abstention };
    return { result, table: tableOf(recipes, abstention) };
  } finally {
    for (const one of replayed) await one[Symbol.asyncDispose]();
  }
};

async function embedderAt(host: string | undefined, name: string): Promise<Embedder | undefined> {
  const server = createOllama(host === undefined ? {} : { host });
  if (await server.reachable()) return rememberingEmbedder(await server.resolveEmbedder(name));
  say(`SKIPPED recipe (b): no Ollama answers${host === undefined ? "" : ` at ${host}`}. Start one with an embedding model, then:`);
  say("  npm run bench -- locomo --json --ollama http://127.0.0.1:11434 --embedder all-minilm");
  return undefined;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
