import type { AgentEvent } from "@pagefile/core";
import type { UIMessage as UIMessage5, UIMessageChunk as UIMessageChunk5 } from "ai-5";
import type { UIMessage as UIMessage6, UIMessageChunk as UIMessageChunk6 } from "ai-6";
import type { UIMessage as UIMessage7, UIMessageChunk as UIMessageChunk7 } from "ai-7";
import { expectTypeOf, test } from "vitest";
import type { liveParts, TurnEvent, UiAskingMessage, UiData, UiMessage, UiMessageChunk, UiMessageMetadata } from "../src/index.ts";

type For6 = Exclude<UiMessageChunk, { readonly type: "reset-step" }>;
type ForAll = Exclude<For6, { readonly type: "tool-approval-request" | "tool-output-denied" }>;

test("an event of core is an event of this package, and none is left out", () => {
  expectTypeOf<AgentEvent>().toExtend<TurnEvent>();
  expectTypeOf<AgentEvent["type"]>().toEqualTypeOf<TurnEvent["type"]>();
});

test("chunks are chunks of every major, but for approvals, which 6 has too, and reset-step of 7 alone", () => {
  expectTypeOf<ForAll>().toExtend<UIMessageChunk5>();
  expectTypeOf<For6>().not.toExtend<UIMessageChunk5>();
  expectTypeOf<For6>().toExtend<UIMessageChunk6>();
  expectTypeOf<UiMessageChunk>().toExtend<UIMessageChunk7>();
  expectTypeOf<UiMessageChunk>().not.toExtend<UIMessageChunk6>();
});

test("stored messages are messages of every major", () => {
  expectTypeOf<UiMessage>().toExtend<UIMessage5>();
  expectTypeOf<UiMessage>().toExtend<UIMessage6>();
  expectTypeOf<UiMessage>().toExtend<UIMessage7>();
  expectTypeOf<UiAskingMessage>().toExtend<UIMessage6>();
  expectTypeOf<UiAskingMessage>().toExtend<UIMessage7>();
});

test("live parts are parts of a message of every major", () => {
  type Taken = Parameters<typeof liveParts>[0][number];
  expectTypeOf<UIMessage5["parts"][number]>().toExtend<Taken>();
  expectTypeOf<UIMessage6["parts"][number]>().toExtend<Taken>();
  expectTypeOf<UIMessage7["parts"][number]>().toExtend<Taken>();
});

test("data parts and metadata are typed for the chat of every major", () => {
  type Part5 = UIMessage5<UiMessageMetadata, UiData>["parts"][number];
  type Part6 = UIMessage6<UiMessageMetadata, UiData>["parts"][number];
  type Part7 = UIMessage7<UiMessageMetadata, UiData>["parts"][number];
  type Void = { readonly type: "data-void"; readonly data: UiData["void"] };
  expectTypeOf<Extract<Part5, { type: "data-void" }>>().toExtend<Void>();
  expectTypeOf<Extract<Part6, { type: "data-void" }>>().toExtend<Void>();
  expectTypeOf<Extract<Part7, { type: "data-void" }>>().toExtend<Void>();
});
