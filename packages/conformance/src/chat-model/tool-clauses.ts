import type { ChatRequest, JsonObject, ToolSpecification } from "@pagefile/core/contracts";
import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import type { Answer, ChatModelContext } from "./chat-model-context.ts";

const unless = ({ model }: ChatModelContext): string | undefined => (model.capabilities.tools ? undefined : "takes no tools");

const needsCalls = (context: ChatModelContext): string | undefined =>
  unless(context) ?? (context.forcesTools ? undefined : "cannot be brought to call a tool");

const search: ToolSpecification = {
  name: "conversation_search",
  description: "Searches earlier messages. Call it whenever the user asks about something said before.",
  parameters: { type: "object", properties: { query: { type: "string", description: "Words to look for." } }, required: ["query"] },
};

function toolRequest(context: ChatModelContext): ChatRequest {
  const request = context.question("Call the tool conversation_search with the query Porto. Do not answer yourself.");
  return { ...request, tools: [search], toolChoice: { name: search.name } };
}

/** A small model does not always call a tool when asked to; one of three seeds must. */
async function call(context: ChatModelContext): Promise<Answer> {
  const request = toolRequest(context);
  let answer = await context.ask(request);
  for (let seed = 2; seed <= 3 && answer.calls.length === 0; seed += 1) answer = await context.ask({ ...request, seed, temperature: 0.7 });
  expect(answer.calls, "one of three tries calls the tool").not.toEqual([]);
  return answer;
}

export const toolClauses: readonly Clause<ChatModelContext>[] = inArea("tools", [
  {
    title: "passes a call on with its arguments as the text the model wrote",
    unless: needsCalls,
    async run(context) {
      const { calls, finish } = await call(context);
      for (const { id, name, arguments: text } of calls) {
        expect([typeof id, id === "", typeof text]).toEqual(["string", false, "string"]);
        expect(name).toBe(search.name);
      }
      expect(JSON.parse(calls[0]?.arguments ?? "")).toBeTypeOf("object");
      expect(finish.reason).toBe("tool-calls");
    },
  },
  {
    title: "gives every call an id of its own, from stream to stream",
    unless: needsCalls,
    async run(context) {
      const answers = [await call(context), await call(context)];
      const ids = answers.flatMap(({ calls }) => calls.map(({ id }) => id));
      expect(new Set(ids).size).toBe(ids.length);
    },
  },
  {
    title: "takes back a conversation with calls and their results",
    unless,
    async run(context) {
      const calls = ["first", "second"].map((id) => ({ id, name: search.name, arguments: { query: "Ana" } as JsonObject }));
      const request = context.question("Where does my sister Ana live? Search for it.");
      const messages: ChatRequest["messages"] = [
        ...request.messages,
        { role: "assistant", text: "", calls },
        { role: "tool", callId: "first", name: search.name, text: "2026-05-03 user: My sister Ana moved to Porto." },
        { role: "tool", callId: "second", name: search.name, text: 'Nothing found for "Ana".' },
      ];
      const { finish } = await context.ask({ ...request, messages, tools: [search], toolChoice: "none" });
      expect(["stop", "length"]).toContain(finish.reason);
    },
  },
]);

export const outputClauses: readonly Clause<ChatModelContext>[] = inArea("structured output", [
  {
    title: "answers in JSON of the schema it is given",
    unless: ({ model }) => (model.capabilities.structuredOutput ? undefined : "has no structured output"),
    async run(context) {
      const schema: JsonObject = {
        type: "object",
        properties: { city: { type: "string" } },
        required: ["city"],
        additionalProperties: false,
      };
      const { text } = await context.ask({ ...context.question("What is the capital of Portugal?"), output: { name: "answer", schema } });
      expect(JSON.parse(text)).toEqual({ city: expect.any(String) });
    },
  },
]);
