import type { KeptCall, MemoryRecord, RecordId } from "../contracts/index.ts";
import type { SpaceMemory } from "../memory/space-memory.ts";
import { isTableMark, tableOfMark } from "../tables/table-marks.ts";
import type { OpenMount } from "../tools/open-mount.ts";
import type { Tool } from "../tools/tool.ts";
import { confirmationBody, confirmationRef } from "./confirmation.ts";
import type { Confirmation, ConfirmationBody, ConfirmationCause } from "./confirmation.ts";

/** Characters of a source in the sentence for the user. */
const longestSource = 80;

/** The confirmations of a message's calls, by the call's place. */
export async function readConfirmations(
  space: SpaceMemory,
  message: RecordId,
  calls: number,
): Promise<ReadonlyMap<number, ConfirmationBody>> {
  const refs = Array.from({ length: calls }, (_, at) => confirmationRef(message, at));
  const places = new Map(refs.map(({ key }, at) => [key, at]));
  const records = await space.getMany(refs);
  return new Map(records.map((record) => [places.get(record.key ?? "") ?? -1, confirmationBody(record)]));
}

/** Notes that calls wait, before anybody is asked. One that waits already stays as it is. */
export async function keepConfirmations(
  space: SpaceMemory,
  { message, places, because }: { readonly message: RecordId; readonly places: readonly number[] } & Pick<ConfirmationBody, "because">,
): Promise<void> {
  const drafts = places.map((at) => ({
    ...confirmationRef(message, at),
    body: { because },
    index: false,
    onConflict: "skip" as const,
  }));
  await space.write(drafts, { origin: { channel: "system", trust: "system", parents: [message] } });
}

/** What is shown of a kept confirmation: the records it names are read anew, so what was erased is not told. */
export async function toConfirmation(
  { id, call, tool, body }: { readonly id: string; readonly call: KeptCall; readonly tool: Tool; readonly body: ConfirmationBody },
  { space, mounts }: { readonly space: SpaceMemory; readonly mounts: readonly OpenMount[] },
): Promise<Confirmation> {
  const found = await Promise.all(
    body.because.map(async (cause) => {
      const home = cause.space === undefined ? space : mounts.find((mount) => mount.space.name === cause.space)?.space;
      const record = await home?.get(cause.id);
      if (home === undefined || record === undefined) return [];
      return [{ ...toCause(record, cause.space), ...(await markedTable(home, record)) }];
    }),
  );
  const because = found.flat();
  return { id, call, effect: tool.effect, reason: reasonFor(tool, because), because };
}

function toCause({ id, origin: { trust, channel, source } }: MemoryRecord, space: string | undefined): ConfirmationCause {
  return { id, trust, channel, ...(space !== undefined && { space }), ...(source !== undefined && { source }) };
}

/** Of a mark the table, as long as it is there. */
async function markedTable({ tables }: SpaceMemory, record: MemoryRecord): Promise<Pick<ConfirmationCause, "table">> {
  if (!isTableMark(record)) return {};
  const names = (await tables.list()).map(({ name }) => name);
  const table = tableOfMark(record, names);
  return table === undefined ? {} : { table };
}

function reasonFor({ name, effect }: Tool, because: readonly ConfirmationCause[]): string {
  const act = effect === "irreversible" ? "does something that cannot be taken back" : "acts outside this memory";
  const named = [...new Set(because.map(describe))];
  const rest = named.length === 0 ? "something that is not trusted enough to act on" : new Intl.ListFormat("en").format(named);
  return `${name} ${act}, and this call rests on ${rest}.`;
}

/** Whoever wrote the source may have named it, too: it is no place to write to the user. */
function named(source: string): string {
  const line = source.replace(/\s+/g, " ").replace(/[()]/g, "").trim();
  return line.length <= longestSource ? line : `${line.slice(0, longestSource).toWellFormed()}…`;
}

function describe({ channel, source, table }: ConfirmationCause): string {
  if (table !== undefined) return `rows of the table ${table}`;
  const kinds = {
    document: "a document",
    web: "a web page",
    tool: "a tool's result",
    agent: "what I wrote from such a source",
    system: "what a program wrote down",
    user: "a message",
  };
  return source === undefined || channel === "agent" ? kinds[channel] : `${kinds[channel]} (${named(source)})`;
}
