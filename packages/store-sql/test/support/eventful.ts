import type { Journal, ListPage, MemoryRecord, Page, RecordContent } from "@pagefile/core/contracts";
import { home, now, recordId, samplePut } from "./sample.ts";

/** Lives of every kind: records that changed, were renamed, deleted, written again, erased, and many that stay; 600 entries. */
export async function liveEventfully(journal: Journal): Promise<void> {
  const append = async (...changes: Parameters<Journal["append"]>[1]): Promise<unknown> =>
    journal.append(home, changes, { recordedAt: now });
  const put = (number: number, content: Partial<RecordContent> = {}): ReturnType<typeof samplePut> => {
    const made = samplePut({ number, text: `record ${number}`, content });
    return { ...made, onConflict: "replace" };
  };
  const remove = (number: number): Parameters<Journal["append"]>[1][number] => ({
    type: "delete",
    id: recordId(number),
    origin: put(number).origin,
  });
  const named = (key: string): Partial<RecordContent> => ({ kind: "row", collection: 'c "1" \\u0000', key, body: { key } });
  await append(...Array.from({ length: 500 }, (_, at) => put(1_000 + at)));
  // Names and bodies with what the escapes of JSON could be taken for.
  await append(
    put(1, named("k")),
    put(2, named('"k" \\u0000')),
    put(3, { body: { nul: "a \u0000 b", half: "\ud83d", slash: "\\\u0000 \\\\u0000" } }),
  );
  await append(put(1, { ...named("k"), body: { changed: true } }), put(1, named("renamed")), put(4, named("k")));
  await append(
    remove(4),
    put(5, { ...named("k"), createdAt: "2026-05-04T10:00:00.000Z" }),
    put(4, { kind: "passage" }),
    put(4, { kind: "fact" }),
  );
  await append(remove(1_000), remove(1_001), remove(2), put(1_000));
  await journal.erase(home, [recordId(1_001), recordId(5)], { recordedAt: now });
  await append(put(5, named("k")), remove(3), ...Array.from({ length: 70 }, (_, at) => put(10 + at)));
}

/** What every moment of that looks like, by every way there is to list it. */
export async function everyMoment(journal: Journal): Promise<unknown> {
  const { seq } = await journal.head(home);
  const pages: readonly ListPage[] = [
    {},
    { kind: "row" },
    { kind: "message", order: "descending" },
    { collection: 'c "1" \\u0000', by: "key" },
  ];
  const moments = [0, 1, 255, 256, 257, 500, ...Array.from({ length: 25 }, (_, at) => 500 + at), seq - 1, seq];
  const seen: Page<MemoryRecord>[] = [];
  for (const asOf of moments) for (const page of pages) seen.push(await journal.list(home, { ...page, asOf, limit: 5 }));
  return seen;
}
