import type { Change, RecordRef } from "../contracts/index.ts";
import { put } from "../memory/append.ts";
import { now, type SpaceContext } from "../memory/space-context.ts";

/** Of these a subject has one at a time, where the space was told nothing else. */
export const defaultSinglePredicates: ReadonlySet<string> = new Set([
  ...["name", "full_name", "age", "gender", "born_on", "birthday", "born_in", "died_on", "nationality", "native_language"],
  ...["lives_in", "lives_at", "address", "phone", "phone_number", "email", "works_at", "works_for", "job", "job_title", "occupation"],
  ...["married_to", "spouse", "marital_status", "engaged_to", "favorite_color", "favourite_colour", "height", "weight"],
  ...["status", "located_in", "capital", "price", "version", "owned_by", "headquartered_in"],
]);

/** Whether a predicate takes one value at a time here, and the change that remembers it where it was said anew. */
export async function singleness(
  context: SpaceContext,
  predicate: string,
  said: boolean | undefined,
): Promise<{ readonly single: boolean; readonly changes: readonly Change[] }> {
  const ref = { kind: "block", collection: predicateCollection, key: predicate } as const satisfies RecordRef;
  const [record] = await context.journal.get(context.space, [ref]);
  const kept = record === undefined || record.body instanceof Uint8Array ? undefined : record.body["single"];
  const known = typeof kept === "boolean" ? kept : defaultSinglePredicates.has(predicate);
  if (said === undefined || said === known) return { single: known, changes: [] };
  const content = { ...ref, body: { single: said }, tags: [], attributes: {}, createdAt: now(context), index: false };
  return {
    single: said,
    changes: [{ ...put(context, { id: record?.id ?? context.ids.next(), content }), expectedVersion: record?.version ?? 0 }],
  };
}

/** What is remembered of predicates: whether a subject has one value at a time. */
export const predicateCollection = "predicates";
