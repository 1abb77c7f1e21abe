import { sentences } from "../engine/corpus.ts";
import { median, percentile, rounded } from "../engine/timing.ts";
import type { MeasuredChat } from "./measured-chat.ts";

const warmUpRounds = 20;

export interface FirstByteFigures {
  readonly rounds: number;
  /** From sending a message to the first text of the answer: from the agent itself, and over HTTP from the server. */
  readonly agentMs: number;
  readonly serverMs: number;
  readonly serverP95Ms: number;
  readonly overAgent: number;
  /** The median of the differences between neighbouring turns. */
  readonly addedMs: number;
}

/** Turns of two spaces of one memory in turns: one asked over HTTP, one through its agent. Both agents are of the same folder. */
export async function firstByte(chat: MeasuredChat, rounds: number): Promise<FirstByteFigures> {
  const { agent } = await chat.server.begin("assistant", "local/bare");
  await chat.server.begin("assistant", "local/served");
  const agentMs: number[] = [];
  const serverMs: number[] = [];
  const texts = sentences(warmUpRounds + rounds, 31);
  for (const [round, text] of texts.entries()) {
    const bare = await firstText(agent.send(text), (event) => event.type === "text-delta");
    const served = await firstText(answerOf(chat, text), (written) => written.includes('"type":"text-delta"'));
    if (round < warmUpRounds) continue;
    agentMs.push(bare);
    serverMs.push(served);
  }
  return {
    rounds,
    agentMs: rounded(median(agentMs)),
    serverMs: rounded(median(serverMs)),
    serverP95Ms: rounded(percentile(serverMs, 0.95)),
    overAgent: rounded(median(serverMs) / median(agentMs)),
    addedMs: rounded(median(serverMs.map((ms, at) => ms - (agentMs[at] ?? 0)))),
  };
}

async function* answerOf(chat: MeasuredChat, text: string): AsyncGenerator<string> {
  const { body } = await chat.ask("/api/chat", { id: "local/served", message: { role: "user", parts: [{ type: "text", text }] } });
  if (body === null) throw new Error("The answer has no body.");
  const decoder = new TextDecoder();
  for await (const bytes of body) yield decoder.decode(bytes, { stream: true });
}

/** Milliseconds until the first of them that is text. Reads all of them, for a turn ends before the next begins. */
async function firstText<T>(turn: AsyncIterable<T>, isText: (item: T) => boolean): Promise<number> {
  const begun = performance.now();
  let first: number | undefined;
  for await (const item of turn) if (first === undefined && isText(item)) first = performance.now() - begun;
  if (first === undefined) throw new Error("A turn ended without any text.");
  return first;
}
