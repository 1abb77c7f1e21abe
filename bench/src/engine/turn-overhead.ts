import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Agent, createAgent, openMemory } from "@pagefile/core";
import { sqlite } from "@pagefile/store-sql";
import { scriptedModel } from "@pagefile/testing";
import { sentences } from "./corpus.ts";
import { median, rounded, timed } from "./timing.ts";

const turns = 60;

/** What a turn costs beside the model at a length of the conversation: without search, with it, and in bytes written. */
export async function turnOverhead(folder: string, history: number, progress: (text: string) => void): Promise<TurnFigures> {
  await using memory = openMemory({ journal: sqlite({ file: join(folder, `turn-${history}.db`) }) });
  const model = scriptedModel(() => "Noted.", { contextWindow: 8192 });
  const options = { memory, space: "bench/turn", model, windowTokens: 8192 };
  await converse(createAgent({ ...options, recall: "off" }), history, progress);
  progress(`taking turns after ${history} messages`);
  const quiet = createAgent({ ...options, recall: "off" });
  const recalling = createAgent({ ...options, recall: "auto" });
  const texts = sentences(turns * 2 + 20, 5);
  for (const text of texts.slice(0, 20)) await takeTurn(quiet, text);
  const withoutSearch: number[] = [];
  const withSearch: number[] = [];
  let written = 0;
  for (let turn = 0; turn < turns; turn += 1) {
    const before = bytesWritten();
    withoutSearch.push(await timed(() => takeTurn(quiet, texts[20 + turn] ?? "")));
    written += bytesWritten() - before;
    withSearch.push(await timed(() => takeTurn(recalling, texts[20 + turns + turn] ?? "")));
  }
  return {
    messages: history,
    withoutSearchMs: rounded(median(withoutSearch)),
    searchMs: rounded(median(withSearch) - median(withoutSearch)),
    bytesWrittenPerTurn: Math.round(written / turns),
  };
}

export interface TurnFigures {
  readonly messages: number;
  /** Median wall time of a whole turn with an instant model and recall off. */
  readonly withoutSearchMs: number;
  /** What automatic recall adds to it. */
  readonly searchMs: number;
  /** As the system counts bytes handed to write calls; 0 where it does not. */
  readonly bytesWrittenPerTurn: number;
}

async function takeTurn(agent: Agent, text: string): Promise<void> {
  for await (const event of agent.send(text)) {
    if (event.type === "turn-finish" && event.reason !== "answered")
      throw new Error(`A turn ended with ${event.reason}: ${event.explanation ?? ""}`);
  }
}

async function converse(agent: Agent, count: number, progress: (text: string) => void): Promise<void> {
  const texts = sentences(count, 3);
  for (let at = 0; at < count; at += 50) {
    const some = texts
      .slice(at, at + 50)
      .map((text, place) => ({ text, role: place % 2 === 0 ? ("user" as const) : ("assistant" as const) }));
    for await (const event of agent.observe(some)) void event;
    if (at % 10_000 === 0) progress(`talking: ${at} of ${count} messages`);
  }
}

function bytesWritten(): number {
  try {
    return Number(/^wchar: (\d+)$/m.exec(readFileSync("/proc/self/io", "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
