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
    const last = typed === "" ? await lastNoted(space) : undefined;
    const id = last?.id ?? (await idOf(conversation, typed));
    const before = last ?? (await space.get(id));
    // A fact's own last change may be the end that another gave it.
    const { records } = last?.kind === "fact" ? await space.graph.retractFact(id) : await space.undo(id);
    const after = await space.get(id);
    showChange(screen, before, after);
    if (after !== undefined && memberOf(after, "closedBy") !== undefined)
      screen.note("another fact ended it; taking that one back opens this one again");
    const others = await space.getMany(records.flatMap((record) => (record.id === id ? [] : [record.id])));
    for (const fact of others.filter(({ kind }) => kind === "fact")) await showFactBeside(conversation, fact);
    if (after !== undefined) return;
    if (typed === "") conversation.shown = [id];
    screen.note(`it is not there any more; /undo ${typed || "1"} brings it back`);
  },
};

async function idOf(conversation: Conversation, typed: string): Promise<RecordId> {
  const block = await conversation.space.get({ kind: "block", collection: "core", key: typed });
  return block?.id ?? pickRecord(conversation, typed);
}

/** A fact that ends where another begins changes with it. */
async function showFactBeside({ space, screen }: Conversation, fact: MemoryRecord): Promise<void> {
  const until = memberOf(fact, "validTo");
  const before = (await space.history(fact.id)).at(-2)?.content;
  if (before !== undefined && memberOf(before, "validTo") === until) return;
  const state = until === undefined ? "holds again: " : `until ${until.slice(0, 10)}: `;
  screen.line(`    ${screen.paint("green", cutToWidth(`+ ${state}${textOf(fact)}`, screen.columns - 4))}`);
}

/** The block or note that was changed last, or the fact that was learnt last. Chunks of documents are no notes. */
async function lastNoted(space: SpaceMemory): Promise<MemoryRecord> {
  const { items: blocks } = await space.list({ kind: "block", collection: "core" });
  const { items: passages } = await space.list({ kind: "passage", order: "descending", limit: 200 });
  const { items: facts } = await space.list({ kind: "fact", order: "descending", limit: 200 });
  const noted = [
    ...blocks.filter(({ version }) => version > 1),
    ...passages.filter(({ origin }) => origin.channel !== "document"),
    ...facts,
  ];
  const timeOf = ({ kind, createdAt, recordedAt }: MemoryRecord): string => (kind === "fact" ? createdAt : recordedAt);
  const [last] = noted.toSorted((a, b) => timeOf(b).localeCompare(timeOf(a)) || b.seq - a.seq);
  if (last === undefined) throw new UsageError("The agent noted nothing yet that could be taken back.");
  return last;
}

/** The lines that went and the lines that came. */
function showChange(screen: Screen, before: MemoryRecord | undefined, after: MemoryRecord | undefined): void {
  const name = after ?? before;
  const [old, now] = [linesOf(before), linesOf(after)];
  const what = old.join("\n") === now.join("\n") ? "it says the same as before" : "taken back";
  screen.note(`${name === undefined ? "record" : authorOf(name)}: ${what}`);
  const show = (mark: string, line: string, style: "red" | "green"): void =>
    screen.line(`    ${screen.paint(style, cutToWidth(`${mark} ${line}`, screen.columns - 4))}`);
  for (const line of old.filter((one) => !now.includes(one))) show("-", line, "red");
  for (const line of now.filter((one) => !old.includes(one))) show("+", line, "green");
}

function linesOf(record: MemoryRecord | undefined): readonly string[] {
  if (record === undefined) return [];
  const until = record.kind === "fact" ? memberOf(record, "validTo") : undefined;
  if (until !== undefined) return [`${textOf(record)} (until ${until.slice(0, 10)})`];
  const { text } = record.body instanceof Uint8Array ? {} : record.body;
  return typeof text === "string" ? text.split("\n").map(sanitiseLine) : [textOf(record)];
}

function memberOf({ body }: Pick<MemoryRecord, "body">, name: string): string | undefined {
  const value = body instanceof Uint8Array ? undefined : body[name];
  return typeof value === "string" ? value : undefined;
}
