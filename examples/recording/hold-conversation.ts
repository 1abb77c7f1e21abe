import { type AgentEvent, createAgent, type Memory, openMemory, systemClock } from "@pagefile/core";
import type { ChatModel, ChatRequest, Clock, Journal } from "@pagefile/core/contracts";
import { beginsAt, conversation, type Line } from "./conversation.ts";

/** A turn as it went. */
export interface RecordedTurn {
  readonly line: Line;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly events: readonly AgentEvent[];
  /** What the model was shown to answer from, request by request, word for word; requests for a summary are not among them. */
  readonly requests: readonly ChatRequest[];
  readonly answer: string;
}

export interface HeldConversation {
  readonly model: string;
  readonly window: number;
  readonly turns: readonly RecordedTurn[];
  /** The core blocks at the end. */
  readonly blocks: Readonly<Record<string, string>>;
  /** Whether the journal's chain and every store were sound at the end. */
  readonly sound: boolean;
}

export interface HoldOptions {
  readonly journal: Journal;
  readonly model: ChatModel;
  /** In tokens: so small that most of the conversation has to leave it. */
  readonly window: number;
  readonly onTurn?: (turn: RecordedTurn) => void;
}

/** Holds the conversation with a model over a memory of its own, on a clock that only the conversation moves. */
export async function holdConversation({ journal, model, window, onTurn }: HoldOptions): Promise<HeldConversation> {
  let now = beginsAt;
  const clock: Clock = { now: () => now, sleep: (ms, signal) => systemClock.sleep(ms, signal) };
  const requests: ChatRequest[] = [];
  await using memory = openMemory({ journal, clock });
  const space = "example/conversation";
  const bounds = { steps: 5, mistakes: 2 };
  const agent = createAgent({ memory, space, model: overheard(model, requests), windowTokens: window, reservedTokens: 120, bounds, clock });
  const turns: RecordedTurn[] = [];
  for (const line of conversation) {
    now += line.afterMinutes * 60_000;
    const events: AgentEvent[] = [];
    const asked: ChatRequest[] = [];
    let answer = "";
    for await (const event of agent.send(line.text)) {
      events.push(event);
      if (event.type === "step-start") requests.length = 0;
      if (event.type === "step-finish") asked.push(...requests);
      if (event.type === "turn-finish") answer = event.text;
    }
    const turn = { line, at: now, events, requests: asked, answer };
    turns.push(turn);
    onTurn?.(turn);
  }
  return { model: model.id, window, turns, blocks: await blocksOf(memory, space), sound: (await memory.space(space).verify()).sound };
}

/** The same model, every request to it kept. */
function overheard(model: ChatModel, requests: ChatRequest[]): ChatModel {
  return {
    id: model.id,
    contextWindow: model.contextWindow,
    capabilities: model.capabilities,
    async *stream(request, options) {
      requests.push(request);
      yield* model.stream(request, options);
    },
  };
}

async function blocksOf(memory: Memory, space: string): Promise<Record<string, string>> {
  const { items } = await memory.space(space).list({ kind: "block", collection: "core", by: "key" });
  return Object.fromEntries(items.map(({ key = "", body }) => [key, body instanceof Uint8Array ? "" : String(body["text"])]));
}
