import type { Entry } from "@pagefile/core/contracts";
import { pickRecord } from "../chat/conversation.ts";
import { shortId, textOf, timeOf } from "../record-line.ts";
import { sanitiseLine } from "../terminal/sanitise.ts";
import { cutToWidth } from "../terminal/text-width.ts";
import { UsageError } from "../usage-error.ts";
import type { SlashCommand } from "./slash-command.ts";

/** Every version of a record: when, by whom, and what it then said. */
export const historyCommand: SlashCommand = {
  words: "ID",
  help: "every version of a record, a block's name will do",
  async run(conversation, typed) {
    const { space, screen } = conversation;
    const block = typed === "" ? undefined : await space.get({ kind: "block", collection: "core", key: typed });
    const id = block?.id ?? (await pickRecord(conversation, typed));
    const entries = await space.history(id);
    if (entries.length === 0) throw new UsageError(`There is no record ${typed}.`);
    screen.line(`  ${screen.paint("bold", shortId(id))}`);
    for (const entry of entries) screen.line(cutToWidth(`  ${entryLine(entry)}`, screen.columns));
  },
};

function entryLine({ version, operation, recordedAt, origin, content }: Entry): string {
  const by = origin === undefined ? "" : sanitiseLine(origin.source ?? origin.channel);
  const text = content !== undefined ? textOf(content) : operation === "put" ? "(erased)" : `(${operation}d)`;
  return `v${version}  ${timeOf(recordedAt)}  ${by.padEnd(8)}  ${text}`;
}
