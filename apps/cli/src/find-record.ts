import type { SpaceMemory } from "@pagefile/core";
import type { RecordId } from "@pagefile/core/contracts";
import { UsageError } from "./usage-error.ts";

const lowest = "00000000-0000-7000-8000-000000000000";
const highest = "ffffffff-ffff-7fff-bfff-ffffffffffff";
/** What any beginning of a UUIDv7 looks like. */
const form = /^[0-9a-f]{4,8}(-[0-9a-f]{0,4}(-(7[0-9a-f]{0,3}(-([89ab][0-9a-f]{0,3}(-[0-9a-f]{0,12})?)?)?)?)?)?$/;

/**
 * The id that a person typed: whole, or its beginning, with or without the brackets it was shown in.
 * A record that was deleted is found by its whole id only.
 * @throws UsageError
 */
export async function findId(space: SpaceMemory, typed: string): Promise<RecordId> {
  const start = typed
    .trim()
    .replace(/^\[|\]$/g, "")
    .toLowerCase();
  if (!form.test(start))
    throw new UsageError(`${JSON.stringify(typed)} is no id; copy one from between [ and ], or give the number of a line shown last.`);
  if (start.length === lowest.length) return start;
  const { items } = await space.list({
    afterId: start + lowest.slice(start.length),
    beforeId: start + highest.slice(start.length),
    limit: 2,
  });
  const [first, second] = items;
  if (first === undefined) throw new UsageError(`No record's id begins with ${start}. One that was deleted needs its whole id.`);
  if (second !== undefined) throw new UsageError(`More than one record's id begins with ${start}; type more of it.`);
  return first.id;
}
