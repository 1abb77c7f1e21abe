import { isPagefileError, type Journal, type RecordId } from "@pagefile/core/contracts";
import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { instant, type JournalContext } from "./journal-context.ts";

/** Adds one to a counter by expected version, again until nobody was faster. */
async function increment(context: JournalContext, journal: Journal, id: RecordId): Promise<void> {
  for (;;) {
    const [record] = await journal.get(context.space, [id]);
    const count = Number(record?.attributes["count"] ?? 0);
    const change = context.put({ attributes: { count: count + 1 } }, { id, expectedVersion: record?.version ?? 0 });
    try {
      await journal.append(context.space, [change], { recordedAt: instant(1) });
      return;
    } catch (error) {
      if (!isPagefileError(error, "VERSION_CONFLICT")) throw error;
    }
  }
}

async function incrementEverywhere(context: JournalContext, journals: readonly Journal[]): Promise<void> {
  const id = context.newId();
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let round = 0; round < 10; round += 1) await increment(context, journals[writer % journals.length] as Journal, id);
  });
  await Promise.all(writers);
  expect(await context.get(id)).toMatchObject({ version: 80, attributes: { count: 80 } });
  await context.expectSoundChain();
}

async function appendEverywhere(context: JournalContext, journals: readonly Journal[]): Promise<void> {
  const receipts = await Promise.all(
    Array.from({ length: 40 }, (_, at) => {
      const puts = Array.from({ length: 1 + (at % 4) }, () => context.put({ tags: [String(at)] }));
      return (journals[at % journals.length] as Journal).append(context.space, puts, { recordedAt: instant(1) });
    }),
  );
  const entries = await context.entries();
  expect(entries).toHaveLength(100);
  for (const [at, { applied }] of receipts.entries()) {
    const first = applied[0]?.seq ?? 0;
    expect(applied.map(({ seq }) => seq)).toEqual(applied.map((_, offset) => first + offset));
    for (const { seq, id } of applied) expect(entries[seq - 1]).toMatchObject({ id, content: { tags: [String(at)] } });
  }
  await context.expectSoundChain();
}

const needsHandles = ({ another }: JournalContext): string | undefined => (another === undefined ? "opens no second handle" : undefined);

async function withAnother(context: JournalContext, run: (journals: readonly Journal[]) => Promise<void>): Promise<void> {
  const other = await context.another?.();
  if (other === undefined) throw new TypeError("There is no second handle.");
  try {
    await run([context.journal, other]);
  } finally {
    await other.close();
  }
}

export const concurrencyClauses: readonly Clause<JournalContext>[] = inArea("concurrency", [
  {
    title: "keeps the entries of each append together and loses none under parallel appends",
    run: (context) => appendEverywhere(context, [context.journal]),
  },
  {
    title: "loses no update when many writers count by expected version",
    run: (context) => incrementEverywhere(context, [context.journal]),
  },
  {
    title: "lets one of many win a name at the same time",
    async run(context) {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 10 }, () => context.append(context.put({ collection: "c", key: "k" }))),
      );
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect(await context.entries()).toHaveLength(1);
    },
  },
  {
    title: "keeps appends together and in one chain across two handles",
    unless: needsHandles,
    run: (context) => withAnother(context, (journals) => appendEverywhere(context, journals)),
  },
  {
    title: "loses no update when writers on two handles count by expected version",
    unless: needsHandles,
    run: (context) => withAnother(context, (journals) => incrementEverywhere(context, journals)),
  },
]);

export const durabilityClauses: readonly Clause<JournalContext>[] = inArea("durability", [
  {
    title: "still has everything when it is opened again",
    unless: needsHandles,
    async run(context) {
      const first = await context.another?.();
      const idempotency = { key: "key", fingerprint: "f" };
      const put = context.put({ collection: "c", key: "k" });
      const receipt = await first?.append(context.space, [put, context.put()], { recordedAt: instant(1), idempotency });
      await first?.cursor(context.space, "store").advance(1, [{ id: put.id, seq: 1, reason: "refused" }]);
      await first?.close();
      const second = await context.another?.();
      expect(await second?.head(context.space)).toEqual(receipt?.head);
      expect(await second?.get(context.space, [put.id])).toEqual([receipt?.applied[0]?.record]);
      expect(await second?.append(context.space, [put], { recordedAt: instant(2), idempotency })).toEqual({ ...receipt, replayed: true });
      expect(await second?.cursor(context.space, "store").get()).toBe(1);
      expect(await second?.cursor(context.space, "store").deadLetters()).toHaveLength(1);
      await second?.close();
      await context.expectSoundChain();
    },
  },
  {
    title: "still lacks what was erased when it is opened again",
    unless: needsHandles,
    async run(context) {
      const first = await context.another?.();
      const { id } = await context.write({ body: { text: "canary" } });
      await first?.erase(context.space, [id], { recordedAt: instant(1) });
      await first?.close();
      const second = await context.another?.();
      expect(await second?.get(context.space, [id])).toEqual([]);
      await second?.close();
      expect(JSON.stringify(await context.entries())).not.toContain("canary");
    },
  },
]);
