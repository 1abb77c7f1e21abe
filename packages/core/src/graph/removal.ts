import type { Change, MemoryRecord, RecordId } from "../contracts/index.ts";
import type { SpaceContext } from "../memory/space-context.ts";
import { aliasTarget } from "./entities.ts";
import { editsOf, factsOf, heldFacts, type HeldFact, listAll } from "./fact-range.ts";
import { slotCollection } from "./fact-slot.ts";
import { entityBody } from "./graph-body.ts";
import { type FactEdits, takeOut } from "./timeline.ts";

/** What goes with records that are taken away, and what changes because they are. */
export interface Removal {
  /** The facts and further names of an entity. */
  readonly along: readonly RecordId[];
  /** Facts that had been ended by one that goes. */
  readonly edits: readonly Change[];
}

export async function removalOf(context: SpaceContext, records: readonly MemoryRecord[]): Promise<Removal> {
  const along = (await Promise.all(records.map((record) => belongings(context, record)))).flat();
  const gone = new Set([...records, ...along].map(({ id }) => id));
  const edits: Change[] = [];
  for (const facts of byPredicate(heldFacts([...records, ...along]))) edits.push(...(await editsAround(context, facts, gone)));
  const named = new Set(records.map(({ id }) => id));
  return { along: [...gone].filter((id) => !named.has(id)), edits };
}

/** Everything that is about an entity names it as a parent; other entities may too, where it was recalled when they were made. */
async function belongings(context: SpaceContext, record: MemoryRecord): Promise<readonly MemoryRecord[]> {
  if (entityBody(record) === undefined) return [];
  const children = await listAll(context, { parent: record.id });
  return children.filter((child) => child.kind === "fact" || aliasTarget(child) === record.id || child.collection === slotCollection);
}

function byPredicate(facts: readonly HeldFact[]): Iterable<readonly HeldFact[]> {
  const groups = new Map<string, HeldFact[]>();
  for (const fact of facts) {
    const name = `${fact.body.subject} ${fact.body.predicate}`;
    groups.set(name, [...(groups.get(name) ?? []), fact]);
  }
  return groups.values();
}

/** Takes facts of one subject and predicate out, one after the other. */
async function editsAround(context: SpaceContext, facts: readonly HeldFact[], gone: ReadonlySet<RecordId>): Promise<readonly Change[]> {
  const [first] = facts;
  if (first === undefined) return [];
  const held = await factsOf(context, first.body);
  let current = held;
  const changed = new Map<RecordId, HeldFact["body"]>();
  for (const { id } of facts) {
    const fact = current.find((one) => one.id === id);
    if (fact === undefined) continue;
    const others = current.filter((one) => one.id !== id);
    const edits: FactEdits = takeOut(fact, others);
    for (const [one, body] of edits) changed.set(one, body);
    current = others.map((one) => ({ ...one, body: edits.get(one.id) ?? one.body }));
  }
  for (const id of gone) changed.delete(id);
  return editsOf(context, held, changed);
}
