import type { ChatEvent } from "@pagefile/core/contracts";
import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import type { ChatModelContext } from "./chat-model-context.ts";

const long = "Count from 1 to 200, in words, one a line.";

export const cancelClauses: readonly Clause<ChatModelContext>[] = inArea("cancel", [
  {
    title: "throws the reason of a signal that was aborted before",
    async run(context) {
      const reason = new Error("the user changed their mind");
      await expect(context.ask(context.question(), AbortSignal.abort(reason))).rejects.toBe(reason);
    },
  },
  {
    title: "stops in the middle of a stream with the signal's reason, and without a finish",
    async run(context) {
      const abort = new AbortController();
      const reason = new Error("the user changed their mind");
      const events: ChatEvent[] = [];
      const run = async (): Promise<void> => {
        for await (const event of context.model.stream(context.question(long), { signal: abort.signal })) {
          events.push(event);
          abort.abort(reason);
        }
      };
      await expect(run()).rejects.toBe(reason);
      expect(events.map(({ type }) => type)).not.toContain("finish");
    },
  },
  {
    title: "answers again after a stream was left or cancelled",
    async run(context) {
      for await (const _event of context.model.stream(context.question(long), {})) break;
      expect((await context.ask(context.question())).text.trim()).not.toBe("");
    },
  },
  {
    title: "asks nothing before the first event is asked for",
    unless: ({ broken }) => (broken.unreachable === undefined ? "names no unreachable model" : undefined),
    async run(context) {
      const events = context.broken.unreachable?.stream(context.question(), { signal: AbortSignal.abort(new Error("never sent")) });
      await expect(events?.[Symbol.asyncIterator]().next()).rejects.toThrow("never sent");
    },
  },
]);
