import { type ChatEvent, type ChatModel, type ChatRequest, type Embedder, PagefileError } from "@pagefile/core/contracts";
import { deterministicEmbedder, scriptedModel } from "@pagefile/testing";
import { ChatModelContext, chatModelClauses, EmbedderContext, embedderClauses } from "../src/index.ts";
import { altered, type Breakage, testBreakages } from "./breakage.ts";
import { scriptedAnswer } from "./scripted-answers.ts";

type Expected = { readonly fails: readonly string[]; readonly areas: readonly string[] };

function modelThat(title: string, alter: (model: ChatModel) => Partial<ChatModel>, expected: Expected): Breakage<ChatModelContext> {
  const unavailable = scriptedModel(() => new PagefileError("MODEL_UNAVAILABLE", "Nothing listens there.", { retryable: true }));
  const context = (): ChatModelContext => {
    const model = altered<ChatModel>(scriptedModel(scriptedAnswer, { strict: {} }), alter);
    return new ChatModelContext(model, { broken: { unreachable: altered<ChatModel>(unavailable, alter) } });
  };
  return { title: `a chat model that ${title}`, context, ...expected };
}

/** A model whose events are changed, or left out, on their way. */
function streaming(change: (event: ChatEvent) => ChatEvent | undefined): (model: ChatModel) => Partial<ChatModel> {
  return (model) => ({
    async *stream(request, options): AsyncGenerator<ChatEvent> {
      for await (const event of model.stream(request, options)) {
        const changed = change(event);
        if (changed !== undefined) yield changed;
      }
    },
  });
}

const cutsThePrompt = (model: ChatModel): Partial<ChatModel> => ({
  stream: (request: ChatRequest, options) => {
    const messages = request.messages.map((message) => ({ ...message, text: message.text.slice(-2000) }));
    return model.stream({ ...request, messages }, options);
  },
});

testBreakages(chatModelClauses, [
  modelThat(
    "ends without a finish",
    streaming((event) => (event.type === "finish" ? undefined : event)),
    {
      fails: ["answers with text and ends with exactly one finish"],
      areas: ["stream", "tools", "structured output", "cancel"],
    },
  ),
  modelThat(
    "parses the arguments of calls",
    streaming((event) => (event.type === "tool-call" ? { ...event, arguments: JSON.parse(event.arguments) as string } : event)),
    {
      fails: ["passes a call on with its arguments as the text the model wrote"],
      areas: ["tools"],
    },
  ),
  modelThat(
    "gives all calls one id",
    streaming((event) => (event.type === "tool-call" ? { ...event, id: "call_0" } : event)),
    {
      fails: ["gives every call an id of its own, from stream to stream"],
      areas: ["tools"],
    },
  ),
  modelThat(
    "hides that it was cut off",
    streaming((event) => (event.type === "finish" && event.reason === "length" ? { ...event, reason: "stop" } : event)),
    {
      fails: ["says so when the answer is cut off by its token limit"],
      areas: ["stream"],
    },
  ),
  modelThat(
    "reports tokens it did not count",
    streaming((event) => (event.type === "finish" ? { ...event, usage: { inputTokens: Number.NaN } } : event)),
    {
      fails: ["reports tokens, where it reports them, as whole numbers"],
      areas: ["stream"],
    },
  ),
  modelThat("does not look at the signal", (model) => ({ stream: (request) => model.stream(request, {}) }), {
    fails: [
      "throws the reason of a signal that was aborted before",
      "stops in the middle of a stream with the signal's reason, and without a finish",
    ],
    areas: ["cancel"],
  }),
  modelThat("cuts a prompt that is too long", cutsThePrompt, {
    fails: ["refuses a prompt longer than its window with a typed error, and never cuts it"],
    areas: ["failures"],
  }),
  modelThat(
    "throws errors of its own",
    (model) => ({
      async *stream(request, options): AsyncGenerator<ChatEvent> {
        try {
          yield* model.stream(request, options);
        } catch (error) {
          throw error instanceof PagefileError ? new Error(error.message) : error;
        }
      },
    }),
    {
      fails: [
        "refuses a prompt longer than its window with a typed error, and never cuts it",
        "says that the server does not answer, and that it may be tried again",
      ],
      areas: ["failures"],
    },
  ),
]);

function embedderThat(title: string, alter: (embedder: Embedder) => Partial<Embedder>, expected: Expected): Breakage<EmbedderContext> {
  const make = (): Embedder => altered<Embedder>(deterministicEmbedder(), alter);
  return { title: `an embedder that ${title}`, context: () => new EmbedderContext(make(), make(), undefined), ...expected };
}

testBreakages(embedderClauses, [
  embedderThat(
    "does not normalise",
    (embedder) => ({
      embed: async (texts, options) => (await embedder.embed(texts, options)).map((vector) => vector.map((value) => value * 3)),
    }),
    { fails: ["gives vectors of length 1 and of the dimensions it declares"], areas: ["vectors", "batches"] },
  ),
  embedderThat(
    "returns a batch in another order",
    (embedder) => ({ embed: async (texts, options) => (await embedder.embed(texts, options)).toReversed() }),
    {
      fails: ["keeps the order of the texts"],
      areas: ["batches", "vectors"],
    },
  ),
  embedderThat(
    "leaves out empty texts",
    (embedder) => ({
      embed: (texts, options) =>
        embedder.embed(
          texts.filter((text) => text.trim() !== ""),
          options,
        ),
    }),
    {
      fails: [
        "gives a vector of length 1 for an empty text, blanks and control characters too",
        "takes as many texts as it declares, equal and empty ones among them",
      ],
      areas: ["vectors", "batches"],
    },
  ),
  embedderThat(
    "knows no Chinese",
    (embedder) => ({
      embed: (texts, options) =>
        embedder.embed(
          texts.map((text) => text.replaceAll(/[^ -~]+/gu, "?")),
          options,
        ),
    }),
    { fails: ["gives equal texts equal vectors, and different texts different ones, Chinese ones too"], areas: ["vectors"] },
  ),
  embedderThat(
    "cuts a long text at its beginning",
    (embedder) => ({
      embed: (texts, options) =>
        embedder.embed(
          texts.map((text) => text.slice(-40)),
          options,
        ),
    }),
    { fails: ["cuts a text that is longer than the model reads, at its end"], areas: ["vectors"] },
  ),
  embedderThat("does not look at the signal", (embedder) => ({ embed: (texts, { purpose }) => embedder.embed(texts, { purpose }) }), {
    fails: ["gives up with the signal's reason"],
    areas: ["failures"],
  }),
  embedderThat("declares more than it takes", (embedder) => ({ maxBatch: embedder.maxBatch * 2 }), {
    fails: ["takes as many texts as it declares, equal and empty ones among them"],
    areas: ["batches"],
  }),
]);
