import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAgent, type Memory, openMemory } from "@pagefile/core";
import { countRequestTokens } from "@pagefile/testing";
import { sqlite } from "@pagefile/store-sql";
import type { Bench } from "../bench.ts";
import { pagingModel, pairText } from "./paging-model.ts";
import { nestedFile, type NestedTask, readTasks } from "./tasks.ts";

const windowTokens = 4096;

interface Outcome {
  readonly level: number;
  readonly right: boolean;
  readonly steps: number;
  /** Of all prompts of the turn. */
  readonly tokens: number;
}

/** The nested key-value task of the MemGPT paper through the real agent loop on SQLite, each task in a space of its own. */
export const bench: Bench = async () => {
  const file = nestedFile();
  if (file === undefined) throw new Error("The data is not here: put nested-kv/nested-kv.json into the folder that PAGEFILE_DATA names.");
  const folder = mkdtempSync(join(tmpdir(), "pagefile-nested-"));
  const outcomes: Outcome[] = [];
  try {
    await using memory = openMemory({ journal: sqlite({ file: join(folder, "memory.db") }) });
    const tasks = readTasks(file);
    for (const [at, task] of tasks.entries()) {
      outcomes.push(await solve(memory, `nested/task-${at}`, task));
      if (at % 20 === 0 || at === tasks.length - 1) process.stderr.write(`\rnested-kv: ${at + 1} of ${tasks.length} tasks`);
    }
    process.stderr.write("\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
  const levels = [...new Set(outcomes.map(({ level }) => level))].map((level) => summarise(level, outcomes));
  return {
    result: { bench: "nested-kv", windowTokens, pairs: 140, levels },
    table: levels.map((level) => JSON.stringify(level)).join("\n"),
  };
};

/** The pairs go into archival memory, far more than the window holds; the agent is given the key alone. */
export async function solve(memory: Memory, space: string, { level, pairs, question, answer }: NestedTask): Promise<Outcome> {
  const drafts = pairs.map(([key, value]) => ({ kind: "passage", text: pairText(key, value) }) as const);
  await memory.space(space).write(drafts);
  const model = pagingModel(windowTokens);
  const agent = createAgent({ memory, space, model, recall: "tool" });
  let said = "";
  for await (const event of agent.send(`What does the key ${question} lead to? A value may itself be a key: follow it to the end.`)) {
    if (event.type === "turn-finish") said = event.text;
  }
  const tokens = model.requests.reduce((sum, request) => sum + countRequestTokens(request), 0);
  return { level, right: said === `The value is ${answer}.`, steps: model.requests.length, tokens };
}

function summarise(
  level: number,
  outcomes: readonly Outcome[],
): { level: number; tasks: number; accuracy: number; steps: number; tokens: number } {
  const own = outcomes.filter((outcome) => outcome.level === level);
  const mean = (value: (outcome: Outcome) => number): number =>
    Math.round((own.reduce((sum, outcome) => sum + value(outcome), 0) / own.length) * 10) / 10;
  return {
    level,
    tasks: own.length,
    accuracy: own.filter(({ right }) => right).length / own.length,
    steps: mean(({ steps }) => steps),
    tokens: mean(({ tokens }) => tokens),
  };
}
