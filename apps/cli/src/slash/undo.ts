import type { SpaceMemory } from "@pagefile/core";
import type { MemoryRecord, RecordId } from "@pagefile/core/contracts";
import { type Conversation, pickRecord } from "../chat/conversation.ts";
import { authorOf, textOf } from "../record-line.ts";
import { sanitiseLine } from "../terminal/sanitise.ts";
import type { Screen } from "../terminal/screen.ts";
import { cutToWidth } from "../terminal/text-width.ts";
import { UsageError } from "../usage-error.ts";
import type { SlashCommand } from "./slash-command.ts";

/** Takes back the last change of a record, and shows what it was and is. */
export const undoCommand: SlashCommand = {
  words: "[ID]",
  help: "take back the last change of a record; without an id: of what the agent noted last",
  async run(conversation, typed) {
    const { space, screen } = conversation;
    const id = typed === "" ? await lastNoted(space) : await idOf(conversation, typed);
    const before = await space.get(id);
    await space.undo(id);
    const after = await space.get(id);
    showChange(screen, before, after);
  },
};

async function idOf(conversation: Conversation, typed: string): Promise<RecordId> {
  const block = await conversation.space.get({ kind: "block", collection: "core", key: typed });
  return block?.id ?? pickRecord(conversation, typed);
}

/** The block or the note that was changed last. Chunks of documents are no notes. */
async function lastNoted(space: SpaceMemory): Promise<RecordId> {
  const { items: blocks } = await space.list({ kind: "block", collection: "core" });
  const { items: passages } = await space.list({ kind: "passage", order: "descending", limit: 200 });
  const noted = [...blocks.filter(({ version }) => version > 1), ...passages.filter(({ origin }) => origin.channel !== "document")];
  const [last] = noted.toSorted((a, b) => b.seq - a.seq);
  if (last === undefined) throw new UsageError("The agent noted nothing yet that could be taken back.");
  return last.id;
}

/** The lines that went and the lines that came. */
function showChange(screen: Screen, before: MemoryRecord | undefined, after: MemoryRecord | undefined): void {
  const name = after ?? before;
  screen.note(`${name === undefined ? "record" : authorOf(name)}: taken back`);
  const [old, now] = [linesOf(before), linesOf(after)];
  const show = (mark: string, line: string, style: "red" | "green"): void =>
    screen.line(`    ${screen.paint(style, cutToWidth(`${mark} ${line}`, screen.columns - 4))}`);
  for (const line of old.filter((one) => !now.includes(one))) show("-", line, "red");
  for (const line of now.filter((one) => !old.includes(one))) show("+", line, "green");
  if (after === undefined) screen.note("it is not there any more; /undo with its id brings it back");
}

function linesOf(record: MemoryRecord | undefined): readonly string[] {
  if (record === undefined) return [];
  const { text } = record.body instanceof Uint8Array ? {} : record.body;
  return typeof text === "string" ? text.split("\n").map(sanitiseLine) : [textOf(record)];
}
