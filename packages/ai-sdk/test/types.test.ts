import type { AgentEvent } from "@pagefile/core";
import type { UIMessage as UIMessage5, UIMessageChunk as UIMessageChunk5 } from "ai-5";
import type { UIMessage as UIMessage6, UIMessageChunk as UIMessageChunk6 } from "ai-6";
import type { UIMessage as UIMessage7, UIMessageChunk as UIMessageChunk7 } from "ai-7";
import { expectTypeOf, test } from "vitest";
import type { liveParts, TurnEvent, UiMessage, UiMessageChunk } from "../src/index.ts";

type ForAll = Exclude<UiMessageChunk, { readonly type: "reset-step" }>;

test("an event of core is an event of this package, and none is left out", () => {
  expectTypeOf<AgentEvent>().toExtend<TurnEvent>();
  expectTypeOf<AgentEvent["type"]>().toEqualTypeOf<TurnEvent["type"]>();
});

test("chunks are chunks of every major, and reset-step of 7 alone", () => {
  expectTypeOf<ForAll>().toExtend<UIMessageChunk5>();
  expectTypeOf<ForAll>().toExtend<UIMessageChunk6>();
  expectTypeOf<UiMessageChunk>().toExtend<UIMessageChunk7>();
  expectTypeOf<UiMessageChunk>().not.toExtend<UIMessageChunk6>();
});

test("stored messages are messages of every major", () => {
  expectTypeOf<UiMessage>().toExtend<UIMessage5>();
  expectTypeOf<UiMessage>().toExtend<UIMessage6>();
  expectTypeOf<UiMessage>().toExtend<UIMessage7>();
});

test("live parts are parts of a message of every major", () => {
  type Taken = Parameters<typeof liveParts>[0][number];
  expectTypeOf<UIMessage5["parts"][number]>().toExtend<Taken>();
  expectTypeOf<UIMessage6["parts"][number]>().toExtend<Taken>();
  expectTypeOf<UIMessage7["parts"][number]>().toExtend<Taken>();
});
