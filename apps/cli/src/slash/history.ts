import type { Entry, RecordContent } from "@pagefile/core/contracts";
import { pickRecord } from "../chat/conversation.ts";
import { shortId, textOf, timeOf } from "../record-line.ts";
import { sanitiseLine } from "../terminal/sanitise.ts";
import { cutToWidth } from "../terminal/text-width.ts";
import { UsageError } from "../usage-error.ts";
import type { SlashCommand } from "./slash-command.ts";

/** Every version of a record: when, by whom, and what it then said, or what changed in it. */
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
    for (const [index, entry] of entries.entries()) screen.line(cutToWidth(`  ${entryLine(entry, entries[index - 1])}`, screen.columns));
  },
};

function entryLine(entry: Entry, before: Entry | undefined): string {
  const { version, operation, recordedAt, origin, content } = entry;
  const by = origin === undefined ? "" : sanitiseLine(origin.source ?? origin.channel);
  const text = content !== undefined ? changeOf(content, before?.content) : operation === "put" ? "(erased)" : `(${operation}d)`;
  return `v${version}  ${timeOf(recordedAt)}  ${by.padEnd(8)}  ${text}`;
}

/** Of a text that grows line by line, only what went and what came: its beginning would look the same in every version. */
function changeOf(content: RecordContent, before: RecordContent | undefined): string {
  const [old, now] = [linesOf(before), linesOf(content)];
  const kept = now.filter((line) => old.includes(line));
  const changes = [
    ...old.filter((line) => !now.includes(line)).map((line) => `- ${line}`),
    ...now.filter((line) => !old.includes(line)).map((line) => `+ ${line}`),
  ];
  return kept.length === 0 || changes.length === 0 ? textOf(content) : sanitiseLine(changes.join("  "));
}

function linesOf(content: RecordContent | undefined): readonly string[] {
  const { text } = content === undefined || content.body instanceof Uint8Array ? {} : content.body;
  return typeof text === "string" ? text.split("\n") : [];
}
