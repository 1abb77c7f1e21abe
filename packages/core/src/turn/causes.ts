import { readKeptRecall } from "../context/kept-recall-body.ts";
import { lowestTrust, type MemoryRecord, type RecordId, type TrustLabel } from "../contracts/index.ts";
import type { SpaceMemory } from "../memory/space-memory.ts";
import type { OpenMount } from "../tools/open-mount.ts";
import type { ConfirmationBody } from "./confirmation.ts";

/** A record that the model had in view, with the mounted space it is of. */
export interface SeenRecord {
  readonly record: MemoryRecord;
  readonly space?: string;
}

export interface CausesOptions {
  readonly space: SpaceMemory;
  readonly mounts: readonly OpenMount[];
  readonly trustToAct: TrustLabel;
}

const mostCauses = 5;
/** How many times what something was made from is asked for what that was made from. */
const furthest = 3;
/** Records of one step back that are looked at. */
const mostParents = 50;

/**
 * The records for which a view is trusted too little to act on: where such text came in, be it in view or behind what was made
 * from it (its parents, and what was recalled for it, from mounts too); where that cannot be found any more, what was made from it.
 */
export async function causesIn(view: readonly SeenRecord[], options: CausesOptions): Promise<ConfirmationBody["because"]> {
  const low = ({ record }: SeenRecord): boolean => !suffices(record.origin.trust, options.trustToAct);
  const shown = view.filter(low);
  const made = shown.filter(isMade).toReversed();
  const seen = new Map(shown.map((one) => [nameOf(one), one]));
  const sources = shown.filter((one) => !isMade(one));
  let frontier: readonly SeenRecord[] = made;
  for (let step = 0; step < furthest && frontier.length > 0 && sources.length < mostCauses; step += 1) {
    const behind = (await madeFrom(frontier, options)).filter((one) => low(one) && !seen.has(nameOf(one)));
    for (const one of behind) seen.set(nameOf(one), one);
    sources.push(...behind.filter((one) => !isMade(one)));
    frontier = behind.filter(isMade);
  }
  const named = new Map((sources.length > 0 ? sources : made).map((one) => [nameOf(one), one]));
  return [...named.values()].slice(0, mostCauses).map(({ record: { id }, space }) => ({ id, ...(space !== undefined && { space }) }));
}

/** Whether a label is as good as what is wanted. */
export function suffices(trust: TrustLabel, wanted: TrustLabel): boolean {
  return lowestTrust([trust, wanted]) === wanted;
}

/** Written by the agent or the program from other records, or the result of a tool that only quotes memory. */
function isMade({ record: { origin, index } }: SeenRecord): boolean {
  return origin.channel === "agent" || origin.channel === "system" || (origin.channel === "tool" && !index);
}

async function madeFrom(made: readonly SeenRecord[], { space, mounts }: CausesOptions): Promise<readonly SeenRecord[]> {
  // What a mount holds was made from records of its own space.
  const bySpace = new Map<string | undefined, Set<RecordId>>();
  const add = (home: string | undefined, id: RecordId): void => {
    const ids = bySpace.get(home) ?? new Set();
    bySpace.set(home, ids.add(id));
  };
  for (const { record, space: home } of made) {
    for (const { id, space: from } of readKeptRecall(record.body, record.id)?.hits ?? []) add(from ?? home, id);
    for (const id of record.origin.parents ?? []) add(home, id);
  }
  const found = [...bySpace].map(async ([home, ids]) => {
    const memory = home === undefined ? space : mounts.find((mount) => mount.space.name === home)?.space;
    const records = (await memory?.getMany([...ids].slice(0, mostParents))) ?? [];
    return records.map((record) => (home === undefined ? { record } : { record, space: home }));
  });
  return (await Promise.all(found)).flat();
}

function nameOf({ record: { id }, space = "" }: SeenRecord): string {
  return `${space} ${id}`;
}
