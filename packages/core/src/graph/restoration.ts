import type { Change, Entry, RecordContent } from "../contracts/index.ts";
import type { SpaceContext } from "../memory/space-context.ts";
import { editsOf, factsOf } from "./fact-range.ts";
import { factBody } from "./graph-body.ts";
import { place } from "./timeline.ts";

/** The content of a fact that comes back, at its place among the facts of today, and what it ends there again. */
export async function restorationOf(
  context: SpaceContext,
  { content, last }: { readonly content: RecordContent; readonly last: Entry },
): Promise<{ readonly content: RecordContent; readonly edits: readonly Change[] }> {
  const { id, version, seq, recordedAt } = last;
  const body = factBody({ ...content, id, version, seq, recordedAt, origin: { channel: "system", trust: "system" } });
  if (body?.single !== true) return { content, edits: [] };
  const others = (await factsOf(context, body)).filter((fact) => fact.id !== id);
  const placed = place({ id, body }, others);
  return { content: { ...content, body: placed.body }, edits: editsOf(context, others, placed.edits) };
}
