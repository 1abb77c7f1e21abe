import { type Change, hashText, type MemoryRecord, type Origin, type TrustLabel, trustLabels } from "../contracts/index.ts";
import type { RecordRef } from "../contracts/index.ts";
import { now, type SpaceContext } from "../memory/space-context.ts";
import { definitionCollection } from "./table-name.ts";

/*
 * An answer in SQL does not say which rows it came from. So a table into which anything of little trust was ever put has a mark
 * for each such label: a record without a word in it whose origin carries the label. It is there before the rows are, has no
 * parents and stays when the rows go, so an answer is never trusted more than a row that it may come from.
 */

const collection = "agent";
const prefix = "table/";
/** Rows that the user or the program vouches for need no mark. */
const lowLabels: readonly TrustLabel[] = trustLabels.slice(0, trustLabels.indexOf("user"));

/** Leaves the marks that rows among these changes need and that are not there yet. */
export async function markTables(context: SpaceContext, changes: readonly Change[]): Promise<void> {
  const marks = new Map(changes.flatMap(markOf).map((mark) => [mark.key, mark]));
  if (marks.size === 0) return;
  const { journal, space, ids } = context;
  const there = await journal.get(
    space,
    [...marks.values()].map(({ key }) => ({ kind: "block", collection, key })),
  );
  for (const { key = "" } of there) marks.delete(key);
  if (marks.size === 0) return;
  const at = now(context);
  const puts = [...marks.values()].map(({ key, origin }): Change => {
    const content = { kind: "block", body: {}, tags: [], attributes: {}, createdAt: at, collection, key, index: false } as const;
    return { type: "put", id: ids.next(), content, origin, onConflict: "skip" };
  });
  await journal.append(space, puts, { recordedAt: at });
}

/** The marks of tables: what an answer over them rests on. */
export async function readMarks({ journal, space }: SpaceContext, tables: readonly string[]): Promise<readonly MemoryRecord[]> {
  const refs = tables.flatMap((table) => lowLabels.map((label) => markRef(table, label)));
  return refs.length === 0 ? [] : journal.get(space, refs);
}

/** A mark says nothing, so nothing is made from it. */
export function isTableMark({ collection: place, key = "" }: MemoryRecord): boolean {
  return place === collection && key.startsWith(prefix);
}

/** The table that a mark is of, where it is among these. */
export function tableOfMark({ key, origin }: MemoryRecord, tables: readonly string[]): string | undefined {
  return tables.find((table) => markRef(table, origin.trust).key === key);
}

interface Mark {
  readonly key: string;
  readonly origin: Origin;
}

function markOf(change: Change): readonly Mark[] {
  if (change.type !== "put" || change.content.kind !== "row") return [];
  const { collection: table, key } = change.content;
  const { channel, trust } = change.origin;
  // A definition is read itself, with its own label.
  if (table === undefined || key === undefined || table === definitionCollection || !lowLabels.includes(trust)) return [];
  return [{ key: markRef(table, trust).key, origin: { channel, trust } }];
}

/** Named by a hash, so that a table's name does not outlive its erasure. */
function markRef(table: string, label: TrustLabel): Exclude<RecordRef, string> {
  return { kind: "block", collection, key: `${prefix}${hashText(table).slice(0, 32)}/${label}` };
}
