import type { SpaceMemory } from "@pagefile/core";
import type { PastContextView } from "../protocol/context.ts";
import { showBlock } from "./shown-block.ts";
import { showRecord } from "./shown-record.ts";

const newestMessages = 50;

/** What an agent remembered after an entry: blocks, summary and the newest messages. How a window was filled then nobody kept. */
export async function showPastContext(space: SpaceMemory, at: number): Promise<PastContextView> {
  const past = space.at(at);
  const [seq, recordedAt, blocks, summaries, messages] = await Promise.all([
    past.seq(),
    past.recordedAt(),
    past.list({ kind: "block", collection: "core", by: "key", limit: 1000 }),
    past.list({ kind: "block", collection: "agent", by: "key", keyFrom: "summary/", keyBelow: "summary0", order: "descending", limit: 1 }),
    past.list({ kind: "message", order: "descending", limit: newestMessages }),
  ]);
  const [summary] = summaries.items;
  const { name } = space;
  return {
    past: { seq, ...(recordedAt !== undefined && { recordedAt }) },
    blocks: blocks.items.map(showBlock),
    ...(summary !== undefined && { summary: showRecord(summary, { space: name }) }),
    messages: messages.items.toReversed().map((message) => showRecord(message, { space: name })),
  };
}
