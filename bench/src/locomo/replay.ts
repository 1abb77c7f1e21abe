import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAgent, type Memory, offlineModel, openMemory, type SpaceMemory } from "@pagefile/core";
import type { Embedder, Journal, RecordId } from "@pagefile/core/contracts";
import { type Conversation, type Turn, turnText } from "./conversations.ts";
import { openStack, type StackOptions } from "./stack.ts";

/** A conversation as an agent with a small window remembers it. */
export interface Replayed extends AsyncDisposable {
  readonly conversation: Conversation;
  readonly journal: Journal;
  readonly memory: Memory;
  readonly space: SpaceMemory;
  readonly turnOf: ReadonlyMap<RecordId, Turn>;
  /** How often the oldest half of the queue was paged out. */
  readonly evictions: number;
  /** Milliseconds a turn took to be taken in, on average. */
  readonly msPerTurn: number;
}

export interface ReplayOptions {
  readonly embedder: Embedder | undefined;
  readonly stack: StackOptions;
  onProgress(turns: number): void;
}

const windowTokens = 8192;

/** Tells an agent a conversation turn by turn, in a space of its own, with an 8k window. */
export async function replay(conversation: Conversation, { embedder, stack, onProgress }: ReplayOptions): Promise<Replayed> {
  const folder = mkdtempSync(join(tmpdir(), "pagefile-locomo-"));
  const spaceName = `bench/locomo-${conversation.name}-${crypto.randomUUID()}`;
  const { journal, stores } = openStack(stack, folder);
  const memory = openMemory({
    journal,
    stores,
    armDeadlineMs: 60_000,
    storeDeadlineMs: 30_000,
    ...(embedder !== undefined && { embedder }),
  });
  const agent = createAgent({ memory, space: spaceName, model: offlineModel({ contextWindow: windowTokens }), windowTokens });
  let evictions = 0;
  const started = performance.now();
  for (const [at, turn] of conversation.turns.entries()) {
    const { speaker, session, time } = turn;
    for await (const event of agent.observe({ text: turnText(turn), speaker, session, occurredAt: time })) {
      if (event.type === "eviction") evictions += 1;
    }
    onProgress(at + 1);
  }
  const msPerTurn = (performance.now() - started) / conversation.turns.length;
  const pending = await memory.catchUp();
  if (pending.length > 0) throw new Error(`The stores did not catch up: ${pending.map(({ reason }) => reason).join("; ")}`);
  return {
    conversation,
    journal,
    memory,
    space: memory.space(spaceName),
    turnOf: await matchTurns(memory.space(spaceName), conversation),
    evictions,
    msPerTurn,
    async [Symbol.asyncDispose]() {
      for (const store of stores) await store.drop(memory.space(spaceName).name);
      await memory.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The messages of the space, oldest first, are the turns of the conversation: all of them, or the replay lost one. */
async function matchTurns(space: SpaceMemory, { turns }: Conversation): Promise<ReadonlyMap<RecordId, Turn>> {
  const ids: RecordId[] = [];
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await space.list({ kind: "message", limit: 1000, ...(cursor !== undefined && { cursor }) });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.next;
  }
  if (ids.length !== turns.length) throw new Error(`${turns.length} turns were told and ${ids.length} are remembered.`);
  return new Map(turns.map((turn, at) => [ids[at] ?? "", turn]));
}
