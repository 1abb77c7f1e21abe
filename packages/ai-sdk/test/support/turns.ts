import type { AgentEvent, ContextReport, Recall } from "@pagefile/core";
import type { MemoryRecord } from "@pagefile/core/contracts";

export type EventOf<T extends AgentEvent["type"]> = Extract<AgentEvent, { readonly type: T }>;

export const turn = "01980000-0000-7000-8000-000000000001";
/** The message with the calls. */
export const asked = "01980000-0000-7000-8000-000000000004";
export const remembered = "01980000-0000-7000-8000-000000000002";

const context: ContextReport = {
  window: 8192,
  reserved: 1024,
  system: 400,
  blocks: 100,
  summary: 50,
  queue: 200,
  recalled: 80,
  free: 6338,
  messages: 3,
  anchored: true,
  summaryText: "They spoke of Ana.",
};

export const record: MemoryRecord = {
  id: remembered,
  kind: "message",
  body: { role: "user", text: "Ana lives in Porto." },
  tags: [],
  attributes: {},
  createdAt: "2026-05-03T10:00:00.000Z",
  index: true,
  version: 1,
  seq: 4,
  recordedAt: "2026-05-03T10:00:00.000Z",
  origin: { channel: "user", trust: "user", source: "chat", parents: [turn] },
};

/** A record that was ranked and not shown to the model. */
const secret: MemoryRecord = { ...record, id: "01980000-0000-7000-8000-000000000003", body: { role: "user", text: "Not for the page." } };

const recall: Recall = {
  query: "where does Ana live",
  confidence: 0.8,
  found: true,
  partial: false,
  total: 4,
  tokens: 12,
  text: "the text for the model",
  cut: [
    { record: secret, id: secret.id, score: 0.2, rank: 2, why: { arms: [], cues: [], terms: { own: [], near: [] } }, reason: "budget" },
  ],
  searched: [
    { arm: "lexical", store: "sqlite", kinds: ["message"], status: "searched", matches: 4, ms: 1, behind: 0 },
    {
      arm: "vector",
      store: "qdrant",
      kinds: ["message"],
      status: "failed",
      matches: 0,
      ms: 9,
      behind: 3,
      reason: "fetch failed: http://10.0.0.7:6333",
    },
  ],
  hits: [
    {
      record,
      id: record.id,
      text: "Ana lives in Porto.",
      score: 0.9,
      rank: 1,
      tokens: 12,
      why: { arms: [{ arm: "lexical", store: "sqlite", rank: 1, score: 3, weight: 1 }], cues: [], terms: { own: ["ana"], near: [] } },
    },
  ],
};

/** One event of every type there is: a type that core adds is missing here until it is told of. */
export const one: { readonly [T in AgentEvent["type"]]: EventOf<T> } = {
  "turn-start": { type: "turn-start", turn, message: turn, resumed: false },
  recall: { type: "recall", recall },
  "step-start": { type: "step-start", step: 1, context },
  "text-delta": { type: "text-delta", text: "In Porto." },
  "reasoning-delta": { type: "reasoning-delta", text: "Ana is the sister." },
  "tool-call": { type: "tool-call", id: `${asked}/0`, call: { id: "call_0", name: "conversation_search", arguments: { query: "Ana" } } },
  confirmation: {
    type: "confirmation",
    confirmation: {
      id: `${asked}/1`,
      call: { id: "call_0", name: "send_mail", arguments: { to: "ana@example.com" } },
      effect: "irreversible",
      reason: "send_mail does something that cannot be taken back, and this call rests on a web page (example.com).",
      because: [
        { id: remembered, trust: "untrusted", channel: "web", source: "example.com" },
        { id: "mark", trust: "untrusted", channel: "web", space: "local/shared", table: "prices" },
      ],
    },
  },
  "tool-result": {
    type: "tool-result",
    id: `${asked}/0`,
    result: { callId: "call_0", name: "conversation_search", text: "Ana lives in Porto.", failed: false },
  },
  mistake: { type: "mistake", code: "EMPTY", cause: "The answer was empty.", attempt: 1 },
  retry: { type: "retry", reason: "The server is busy.", waitMs: 1000 },
  "memory-pressure": { type: "memory-pressure", usedTokens: 5000, budgetTokens: 7168 },
  eviction: { type: "eviction", messages: 10, through: turn, summaryTokens: 120, summarised: true },
  "step-finish": { type: "step-finish", step: 1, reason: "stop", usage: { inputTokens: 800, outputTokens: 20 } },
  "turn-finish": { type: "turn-finish", reason: "answered", text: "In Porto.", recalled: [remembered], partial: false },
};

export const text = (words: string): AgentEvent => ({ type: "text-delta", text: words });
export const step = (number: number): AgentEvent => ({ ...one["step-start"], step: number });
export const stepEnd = (number: number): AgentEvent => ({ ...one["step-finish"], step: number });
export const end = (parts: Partial<EventOf<"turn-finish">> = {}): AgentEvent => ({ ...one["turn-finish"], ...parts });
export const failedCall: EventOf<"tool-result"> = {
  type: "tool-result",
  id: `${asked}/0`,
  result: { callId: "call_0", name: "conversation_search", text: "There is no record of that.", failed: true },
};

export async function* stream(events: Iterable<AgentEvent>): AsyncGenerator<AgentEvent, void> {
  yield* events;
}

export async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const value of values) list.push(value);
  return list;
}
