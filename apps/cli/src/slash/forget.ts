import { blocksSaying } from "@pagefile/core";
import type { MemoryRecord } from "@pagefile/core/contracts";
import { type Conversation, pickRecord } from "../chat/conversation.ts";
import { textOf } from "../record-line.ts";
import { plural } from "../terminal/activity.ts";
import { sanitiseLine } from "../terminal/sanitise.ts";
import { cutToWidth } from "../terminal/text-width.ts";
import type { SlashCommand } from "./slash-command.ts";

/** Erases a record for good: says first what would go, asks, and shows the receipt. */
export const forgetCommand: SlashCommand = {
  words: "ID",
  help: "erase a record for good, with its history and what was derived from it",
  async run(conversation, typed) {
    const { space, screen } = conversation;
    const id = await pickRecord(conversation, typed);
    const preview = await space.erase(id, { preview: true });
    if (preview.entries === 0) return screen.note("there is nothing left of it to erase");
    // What memory keeps for itself beside a fact tells nobody anything.
    const told = (await space.getMany([id, ...preview.derived])).filter((record) => record.id === id || textOf(record) !== "{}");
    for (const record of told) screen.line(`  ${screen.paint("red", cutToWidth(`- ${textOf(record)}`, screen.columns - 4))}`);
    const record = told.find((one) => one.id === id);
    if (record !== undefined && record.kind !== "block") await noteBlocksSaying(conversation, record);
    const derived = preview.derived.length === 0 ? "" : ` and ${plural(preview.derived.length, "record", "records")} derived from it`;
    const answer = await conversation.ask(
      `  erase this${derived}, ${plural(preview.entries, "journal entry", "journal entries")}, for good? [y/N] `,
    );
    if (!/^y(es)?$/i.test(answer?.trim() ?? "")) return screen.note("nothing was erased");
    const receipt = await space.erase(id);
    screen.note(
      `erased ${plural(receipt.erased.length + receipt.derived.length, "record", "records")}, ${plural(receipt.entries, "entry", "entries")}; the chain holds at ${receipt.head.hash.slice(0, 12)}`,
    );
    if (!receipt.scrubbed) screen.note("another process holds the file, so freed space is overwritten when it next can be", "yellow");
  },
};

async function noteBlocksSaying({ space, screen }: Conversation, record: MemoryRecord): Promise<void> {
  for (const name of await blocksSaying(space, { records: [record], besides: new Set() })) {
    const label = sanitiseLine(name);
    screen.note(`the block ${label} says it too and stays, with its earlier versions; /history ${label} shows the id to /forget`, "yellow");
  }
}
