import { isPagefileError, type ListPage, type RecordId, type RecordRef } from "@pagefile/core/contracts";
import { hostileTexts } from "../hostile-text.ts";
import type { Random } from "../random.ts";
import { instant, type JournalContext } from "./journal-context.ts";

/** The names and ids a random history is about: few, so that they meet. */
export interface Cast {
  readonly ids: readonly RecordId[];
  readonly keys: readonly string[];
}

const kinds = ["message", "block", "row"] as const;
const collections = ["c", "C"] as const;

/** Writes, changes, renames, deletes, writes again and erases by chance, whatever of it the journal lets pass. */
export async function writeRandomHistory(context: JournalContext, random: Random, steps: number): Promise<Cast> {
  const cast: Cast = { ids: Array.from({ length: 12 }, () => context.newId()), keys: random.sample(hostileTexts, 4, 4) };
  for (let step = 0; step < steps; step += 1) {
    const changes = Array.from({ length: random.integer(1, 3) }, () => anyChange(context, random, cast));
    try {
      if (random.chance(0.06)) await context.journal.erase(context.space, [random.pick(cast.ids)], { recordedAt: instant(step) });
      else await context.journal.append(context.space, changes, { recordedAt: instant(step) });
    } catch (error) {
      // A name that is taken, or a record that is not there: nothing of the append was done.
      if (!isPagefileError(error, "VERSION_CONFLICT") && !isPagefileError(error, "RECORD_NOT_FOUND")) throw error;
    }
  }
  return cast;
}

function anyChange(context: JournalContext, random: Random, cast: Cast): ReturnType<JournalContext["delete"]> {
  const id = random.pick(cast.ids);
  if (random.chance(0.25)) return context.delete(id);
  const named = random.chance(0.6) ? { collection: random.pick(collections), key: random.pick(cast.keys) } : {};
  const content = {
    kind: random.pick(kinds),
    body: { n: random.integer(0, 1_000_000) },
    createdAt: instant(random.integer(0, 9)),
    ...named,
  };
  return context.put(content, { id, onConflict: "replace" });
}

export function anyRef(random: Random, { ids, keys }: Cast): RecordRef {
  if (random.chance(0.5)) return random.pick(ids);
  return { kind: random.pick(kinds), collection: random.pick(collections), key: random.pick(keys) };
}

/** Conditions that go with an earlier moment. */
export function anyPastPage(random: Random, { ids, keys }: Cast): ListPage {
  const collection = random.chance(0.5) ? random.pick(collections) : undefined;
  return {
    limit: random.integer(1, 13),
    order: random.pick(["ascending", "descending"]),
    ...(random.chance(0.5) && { kind: random.pick(kinds) }),
    ...(random.chance(0.2) && { afterId: random.pick(ids) }),
    ...(random.chance(0.2) && { beforeId: random.pick(ids) }),
    ...(random.chance(0.2) && { createdFrom: instant(random.integer(0, 9)) }),
    ...(random.chance(0.2) && { createdBelow: instant(random.integer(0, 9)) }),
    ...(collection !== undefined && { collection, by: random.pick(["id", "key"] as const) }),
    ...(collection !== undefined && random.chance(0.3) && { keyFrom: random.pick(keys) }),
    ...(collection !== undefined && random.chance(0.3) && { keyBelow: random.pick(keys) }),
  };
}
