import { type Filter, type RecordKind, recordKinds } from "@pagefile/core/contracts";
import { compose } from "../compose.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Program } from "../program.ts";
import { authorOf, textOf, timeOf } from "../record-line.ts";
import { didYouMean } from "../settings/nearest.ts";
import { wholeNumber } from "../settings/settings.ts";
import { safeJson } from "../terminal/sanitise.ts";
import { showHits } from "../terminal/recall-view.ts";
import { UsageError } from "../usage-error.ts";

/** Prints what the memory holds on a text; exit code 1 where that is nothing. */
export async function search(program: Program): Promise<number> {
  const { line, settings, out, diagnostics } = program;
  const { options } = line;
  const query = line.words.join(" ").trim();
  if (query === "") throw new UsageError('search needs a text: pagefile search "summer plans"');
  const kinds = listOf(options["kind"]).map(kindOf);
  const filter: Filter = { and: [...listOf(options["tag"]).map((tag) => ({ tag })), ...timeFilter(options["from"], options["to"])] };
  const limit = wholeNumber("--limit", String(options["limit"] ?? "10"));
  if (limit > 200) throw new UsageError("--limit is at most 200.");
  await using composition = await compose(program);
  const space = composition.memory.space(settings.space);
  await composition.memory.catchUp({ signal: AbortSignal.timeout(2000) }).catch(() => []);
  const recall = await space.read(query, { limit, filter, ...(kinds.length > 0 && { kinds }) });
  if (recall.partial) diagnostics.note("A part of memory could not be searched, so something may be missing.", "yellow");
  if (settings.json) out.line(safeJson(recall));
  else if (out.isTerminal) showHits(recall, out);
  else
    for (const { id, record } of recall.hits)
      out.line([id, timeOf(record.occurredAt ?? record.createdAt), authorOf(record), textOf(record)].join("\t"));
  if (!recall.found && !settings.json) diagnostics.note(`Nothing found for “${query}” in ${settings.space}.`);
  return recall.found ? exitCodes.done : exitCodes.nothing;
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function kindOf(name: string): RecordKind {
  const kind = recordKinds.find((known) => known === name);
  if (kind !== undefined) return kind;
  throw new UsageError(
    `There is no kind ${JSON.stringify(name)}.${didYouMean(name, recordKinds)} The kinds are ${recordKinds.join(", ")}.`,
  );
}

/** By when it happened, where that is known, and else by when it was written down. */
function timeFilter(from: unknown, to: unknown): readonly Filter[] {
  const range = {
    ...(typeof from === "string" && { gte: dayOf("--from", from, 0) }),
    ...(typeof to === "string" && { lt: dayOf("--to", to, 1) }),
  };
  if (Object.keys(range).length === 0) return [];
  const dated: Filter = { time: "occurredAt", range: { gte: "0000-01-01T00:00:00.000Z" } };
  return [{ or: [{ time: "occurredAt", range }, { and: [{ not: dated }, { time: "createdAt", range }] }] }];
}

function dayOf(option: string, text: string, later: number): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw new UsageError(`${option} takes a day such as 2026-05-01, not ${JSON.stringify(text)}.`);
  return new Date(time + later * 86_400_000).toISOString();
}
