import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { expectError } from "../expect-error.ts";
import type { ChatModelContext } from "./chat-model-context.ts";

export const failureClauses: readonly Clause<ChatModelContext>[] = inArea("failures", [
  {
    title: "refuses a prompt longer than its window with a typed error, and never cuts it",
    async run(context) {
      const { contextWindow } = context.model;
      const text = Array.from({ length: Math.ceil(contextWindow * 1.3) }, (_, at) => `w${at % 9}`).join(" ");
      const error = await expectError("MODEL_CONTEXT_OVERFLOW", context.ask(context.question(text)));
      expect(error.retryable).toBe(false);
    },
  },
  {
    title: "says that the server does not have the model",
    unless: ({ broken }) => (broken.unknown === undefined ? "names no unknown model" : undefined),
    async run(context) {
      const error = await expectError("MODEL_NOT_FOUND", context.drain(context.question(), context.broken.unknown));
      expect(error.retryable).toBe(false);
    },
  },
  {
    title: "says that the server does not answer, and that it may be tried again",
    unless: ({ broken }) => (broken.unreachable === undefined ? "names no unreachable model" : undefined),
    async run(context) {
      const error = await expectError("MODEL_UNAVAILABLE", context.drain(context.question(), context.broken.unreachable));
      expect(error.retryable).toBe(true);
    },
  },
]);
