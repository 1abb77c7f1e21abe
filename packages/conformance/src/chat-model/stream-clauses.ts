import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import type { ChatModelContext } from "./chat-model-context.ts";

const reasons = ["stop", "tool-calls", "length", "refusal", "other"];

export const streamClauses: readonly Clause<ChatModelContext>[] = inArea("stream", [
  {
    title: "says what it is: an id and a window in whole tokens",
    async run({ model }) {
      expect(model.id).not.toBe("");
      expect(Number.isInteger(model.contextWindow) && model.contextWindow > 0).toBe(true);
    },
  },
  {
    title: "answers with text and ends with exactly one finish",
    async run(context) {
      const { text, calls, finish } = await context.ask(context.question());
      expect(text.trim()).not.toBe("");
      expect(calls).toEqual([]);
      expect(["stop", "length"]).toContain(finish.reason);
    },
  },
  {
    title: "knows no event, reason or field but those of the contract",
    async run(context) {
      const { events } = await context.ask(context.question());
      for (const event of events) {
        if (event.type === "finish") expect(reasons).toContain(event.reason);
        else if (event.type === "tool-call") expect(Object.keys(event).sort()).toEqual(["arguments", "id", "name", "type"]);
        else expect([["text-delta", "reasoning-delta"].includes(event.type), typeof event.text]).toEqual([true, "string"]);
      }
    },
  },
  {
    title: "reports tokens, where it reports them, as whole numbers",
    async run(context) {
      const { inputTokens, outputTokens, cachedTokens = 0 } = (await context.ask(context.question())).finish.usage ?? {};
      for (const tokens of [inputTokens, outputTokens, cachedTokens]) {
        if (tokens !== undefined) expect([Number.isInteger(tokens), tokens >= 0]).toEqual([true, true]);
      }
      if (inputTokens !== undefined) expect(inputTokens).toBeGreaterThanOrEqual(cachedTokens);
    },
  },
  {
    title: "counts the whole prompt: a longer one has more tokens",
    async run(context) {
      const short = await context.ask(context.question());
      const long = await context.ask(
        context.question(`${"The boiler was serviced on 3 March. ".repeat(20)}What is the capital of Portugal?`),
      );
      const [before, after] = [short.finish.usage?.inputTokens, long.finish.usage?.inputTokens];
      if (before !== undefined && after !== undefined) expect(after - before).toBeGreaterThan(100);
    },
  },
  {
    title: "says so when the answer is cut off by its token limit",
    async run(context) {
      const { finish } = await context.ask({ ...context.question("Count from 1 to 200, in words."), maxOutputTokens: 4 });
      expect(finish.reason).toBe("length");
    },
  },
  {
    title: "takes Chinese, emoji, quotes and control characters as text",
    async run(context) {
      const { text } = await context.ask(context.question('用一个词回答:葡萄牙的首都是哪里? \u{1f600} "\\" {"a":1}\n\t\u0001'));
      expect(text.trim()).not.toBe("");
    },
  },
  {
    title: "takes a conversation without a system message and of several turns",
    async run(context) {
      const messages = [
        { role: "user", text: "My sister is called Ana." },
        { role: "assistant", text: "Noted." },
        { role: "user", text: "What is my sister called? One word." },
      ] as const;
      expect((await context.ask({ ...context.question(), messages })).text.trim()).not.toBe("");
    },
  },
  {
    title: "leaves the request as it was",
    async run(context) {
      const request = context.question();
      const before = structuredClone(request);
      await context.ask(request);
      expect(request).toEqual(before);
    },
  },
  {
    title: "keeps two streams at once apart",
    async run(context) {
      const answers = await Promise.all([context.ask(context.question()), context.ask(context.question("Name one colour. One word."))]);
      for (const { text } of answers) expect(text.trim()).not.toBe("");
    },
  },
]);
