import {
  type PartMetadata,
  replyId,
  type UiData,
  type UiAskingMessage,
  type UiMessageChunk,
  type UiMessageMetadata,
} from "@pagefile/ai-sdk";

type Words = {
  readonly type: "text" | "reasoning";
  readonly text: string;
  readonly state: "done";
  readonly providerMetadata: PartMetadata;
};
type Void = { readonly type: "data-void"; readonly id: string; readonly data: UiData["void"] };

/** What was streamed of a reply and is not in memory. */
export interface StoppedReply {
  readonly parts: readonly (Words | Void)[];
  /** How and why it ended. */
  readonly metadata: Pick<UiMessageMetadata, "stopReason" | "explanation">;
}

/** A message of memory, with what a page saw beside. */
export type ShownMessage = Omit<UiAskingMessage, "parts"> & {
  readonly parts: readonly (UiAskingMessage["parts"][number] | Words | Void)[];
};

/** The words that memory does not keep of a turn that is over; undefined where there are none. */
export async function readStoppedReply(chunks: AsyncIterable<UiMessageChunk>): Promise<StoppedReply | undefined> {
  const words = new Map<string, Words>();
  let stopped: UiData["void"] | undefined;
  let metadata: StoppedReply["metadata"] = {};
  for await (const chunk of chunks) {
    if (chunk.type === "text-start" || chunk.type === "reasoning-start")
      words.set(chunk.id, { type: typeOf(chunk.type), text: "", state: "done", providerMetadata: chunk.providerMetadata ?? {} });
    else if (chunk.type === "text-delta" || chunk.type === "reasoning-delta") {
      const begun = words.get(chunk.id);
      if (begun !== undefined) words.set(chunk.id, { ...begun, text: begun.text + chunk.delta });
    } else if (chunk.type === "data-void") {
      const data = (chunk as { readonly data: UiData["void"] }).data;
      if (data.because === "stopped") stopped = data;
    } else if (chunk.type === "finish" || chunk.type === "message-metadata") metadata = endOf(chunk.messageMetadata);
  }
  if (stopped === undefined) return undefined;
  const parts = stopped.parts.flatMap((id) => words.get(id) ?? []);
  return { parts: [...parts, { type: "data-void", id: "void-stopped", data: stopped }], metadata };
}

function typeOf(start: "text-start" | "reasoning-start"): Words["type"] {
  return start === "text-start" ? "text" : "reasoning";
}

function endOf(metadata: unknown): StoppedReply["metadata"] {
  const { stopReason, explanation } = (metadata ?? {}) as UiMessageMetadata;
  return { ...(stopReason !== undefined && { stopReason }), ...(explanation !== undefined && { explanation }) };
}

export interface Stops {
  /** By turn. */
  readonly replies: ReadonlyMap<string, StoppedReply>;
  /** The turn that a person stopped last, which is known over a restart, when its words are not. */
  readonly stopped: string | undefined;
  /** The turn that runs: it ends some other way. */
  readonly running: string | undefined;
}

/** The messages of memory, oldest first, each turn that ended early with what is known of its end. */
export function withStops(messages: readonly UiAskingMessage[], { replies, stopped, running }: Stops): readonly ShownMessage[] {
  const shown = messages.flatMap((message, at): readonly ShownMessage[] => {
    const turn = message.metadata.turn ?? "";
    const reply = turn === running ? undefined : replies.get(turn);
    if (reply === undefined || message.metadata.stopReason === "answered") return [message];
    if (message.role === "assistant")
      return [{ ...message, metadata: { ...message.metadata, ...reply.metadata }, parts: [...message.parts, ...reply.parts] }];
    // Of a reply with whole steps memory has a message, which is the next.
    if (messages[at + 1]?.metadata.turn === turn) return [message];
    return [message, { id: replyId(turn), role: "assistant", metadata: { turn, ...reply.metadata }, parts: reply.parts }];
  });
  const last = shown.at(-1);
  if (last === undefined || last.metadata.turn !== stopped || stopped === running || last.metadata.stopReason !== undefined) return shown;
  return [...shown.slice(0, -1), { ...last, metadata: { ...last.metadata, stopReason: "cancelled" } }];
}
