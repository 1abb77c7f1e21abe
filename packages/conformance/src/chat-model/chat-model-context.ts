import type { ChatEvent, ChatModel, ChatRequest } from "@pagefile/core/contracts";
import { expect } from "vitest";

/** Models that cannot answer, to see how they say so. */
export interface BrokenChatModels {
  /** A model of a name the same server does not have. */
  readonly unknown?: ChatModel;
  /** A model at an address where nothing listens. */
  readonly unreachable?: ChatModel;
}

/** What a stream came to. */
export interface Answer {
  readonly events: readonly ChatEvent[];
  readonly text: string;
  readonly calls: readonly Extract<ChatEvent, { type: "tool-call" }>[];
  readonly finish: Extract<ChatEvent, { type: "finish" }>;
}

/** What a chat-model clause works with. */
export class ChatModelContext {
  readonly model: ChatModel;
  readonly broken: BrokenChatModels;
  /** Whether `toolChoice` with a name brings the model to call that tool. */
  readonly forcesTools: boolean;

  constructor(
    model: ChatModel,
    options: { readonly broken?: BrokenChatModels | undefined; readonly forcesTools?: boolean | undefined } = {},
  ) {
    this.model = model;
    this.broken = options.broken ?? {};
    this.forcesTools = options.forcesTools ?? true;
  }

  /** A short question, to be answered in a few tokens. */
  question(text = "What is the capital of Portugal? Answer in one word."): ChatRequest {
    return {
      messages: [
        { role: "system", text: "You answer briefly." },
        { role: "user", text },
      ],
      maxOutputTokens: 256,
      temperature: 0,
      seed: 1,
    };
  }

  /** Streams a request to its end and checks what is true of every stream. */
  async ask(request: ChatRequest, signal?: AbortSignal): Promise<Answer> {
    const events: ChatEvent[] = [];
    for await (const event of this.model.stream(request, signal === undefined ? {} : { signal })) events.push(event);
    const last = events.at(-1);
    expect(
      events.map(({ type }) => type).filter((type) => type === "finish"),
      "exactly one finish",
    ).toHaveLength(1);
    if (last?.type !== "finish") expect.fail("The stream goes on after its finish.");
    const calls = events.filter((event) => event.type === "tool-call");
    const text = events.map((event) => (event.type === "text-delta" ? event.text : "")).join("");
    return { events, text, calls, finish: last };
  }

  /** Streams a request that is expected to throw. */
  async drain(request: ChatRequest, model: ChatModel = this.model): Promise<void> {
    for await (const _event of model.stream(request, {})) continue;
  }
}
