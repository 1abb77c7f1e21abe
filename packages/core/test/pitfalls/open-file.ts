import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Agent,
  type AgentEvent,
  type AgentOptions,
  createAgent,
  type Memory,
  type MemoryOptions,
  openMemory,
  type SpaceMemory,
} from "@pagefile/core";
import { sqlite } from "@pagefile/store-sql";
import { type ManualClock, manualClock } from "@pagefile/testing";
import { onTestFinished } from "vitest";

export interface FileMemory {
  readonly memory: Memory;
  readonly space: SpaceMemory;
  readonly clock: ManualClock;
  readonly file: string;
  /** An agent on this memory. */
  readonly agent: (options: Omit<AgentOptions, "memory" | "space" | "clock">) => Agent;
}

/** A path that goes with the test. */
export function freshFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "pagefile-pitfall-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "memory.db");
}

/** A memory in a file of its own, or in one that is there, on a clock that a test moves. */
export function openFile(options: Partial<MemoryOptions> = {}, file: string = freshFile()): FileMemory {
  const clock = manualClock();
  const memory = openMemory({ journal: sqlite({ file }), clock, ...options });
  onTestFinished(() => memory.close());
  const agent: FileMemory["agent"] = (rest) => createAgent({ memory, space: "acme/alice", clock, ...rest });
  return { memory, space: memory.space("acme/alice"), clock, file, agent };
}

/** Everything that happens in one turn. */
export async function turn(agent: Agent, text: string): Promise<readonly AgentEvent[]> {
  const events: AgentEvent[] = [];
  for await (const event of agent.send(text)) events.push(event);
  return events;
}
