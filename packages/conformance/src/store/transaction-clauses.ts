import type { Arm, Change, IndexDocument, RecordKind } from "@pagefile/core/contracts";
import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { collect } from "../collect.ts";
import { expectError } from "../expect-error.ts";
import { spaceOf } from "../fresh-space.ts";
import { instant } from "../journal/journal-context.ts";
import { recordIds } from "../record-ids.ts";
import type { StoreContext } from "./store-context.ts";

const unless = ({ journal }: StoreContext): string | undefined => (journal === undefined ? "is a store of its own" : undefined);
const origin = { channel: "user", trust: "user" } as const;
const document = { text: "common", terms: ["common"] };

/** Arms that an append alone must keep up to date. */
function transactionalArms(context: StoreContext): ("lexical" | "time")[] {
  const declared: readonly Arm[] = context.store.capabilities.transactional ?? [];
  return (["lexical", "time"] as const).filter((arm) => declared.includes(arm));
}

function put(
  context: StoreContext,
  id: string = recordIds.next(),
  of: { readonly kind?: RecordKind; readonly document?: IndexDocument } = {},
): Change {
  const { kind = context.kind("lexical"), document: indexed = document } = of;
  const content = { kind, body: { role: "user", text: "common" }, tags: [], attributes: {}, createdAt: instant(0), index: true } as const;
  return { type: "put", id, content, origin, document: indexed };
}

export const transactionClauses: readonly Clause<StoreContext>[] = inArea("in the journal's transaction", [
  {
    title: "shows an append in its transactional arms at once, without apply",
    unless,
    async run(context) {
      const id = recordIds.next();
      await context.journal?.append(context.space, [put(context, id)], { recordedAt: instant(1) });
      for (const arm of transactionalArms(context)) expect(await context.found(arm), arm).toEqual([id]);
      await context.journal?.append(context.space, [{ type: "delete", id, origin }], { recordedAt: instant(2) });
      for (const arm of transactionalArms(context)) expect(await context.found(arm), arm).toEqual([]);
    },
  },
  {
    title: "shows a fact in a transactional graph at once, without apply",
    unless: (context) => unless(context) ?? (context.store.capabilities.transactional?.includes("graph") === true ? undefined : "has none"),
    async run(context) {
      const [entity, fact] = [recordIds.next(), recordIds.next()];
      const edge = { subject: entity, predicate: "is", evidence: [] };
      const changes = [put(context, entity, { kind: "entity" }), put(context, fact, { kind: "fact", document: { ...document, edge } })];
      await context.journal?.append(context.space, changes, { recordedAt: instant(1) });
      expect((await context.graph({ seeds: [entity] })).facts.map(({ id }) => id)).toEqual([fact]);
      await context.journal?.append(context.space, [{ type: "delete", id: fact, origin }], { recordedAt: instant(2) });
      expect((await context.graph({ seeds: [entity] })).facts).toEqual([]);
    },
  },
  {
    title: "shows nothing of an append that failed",
    unless,
    async run(context) {
      const failing = [put(context), { type: "delete", id: recordIds.next(), origin } as const];
      await expectError(
        "RECORD_NOT_FOUND",
        context.journal?.append(context.space, failing, { recordedAt: instant(1) }) ?? Promise.resolve(),
      );
      for (const arm of transactionalArms(context)) expect(await context.found(arm), arm).toEqual([]);
      expect(await collect(context.store.scan(context.space))).toEqual([]);
    },
  },
  {
    title: "finds nothing of an erased record, its vector included",
    unless,
    async run(context) {
      const kind = context.kind("lexical");
      const { id } = await context.writeOne({ kind });
      const kept = await context.writeOne({ kind });
      await context.journal?.erase(context.space, [id], { recordedAt: instant(2) });
      for (const arm of context.arms) expect(await context.found(arm), arm).toEqual([kept.id]);
      const scanned = await collect(context.store.scan(context.space));
      expect(scanned.filter((item) => item.id === id)).toEqual([]);
    },
  },
  {
    title: "indexes what is restored by the documents it is given",
    unless,
    async run(context) {
      const { id } = await context.writeOne({ kind: context.kind("lexical") });
      const gone = await context.writeOne({ kind: context.kind("lexical") });
      await context.remove([gone.id]);
      const copy = spaceOf(context.tenant, "copy");
      const { journal } = context;
      await journal?.restore(copy, journal.read(context.space, 0), () => document);
      for (const arm of transactionalArms(context)) expect(await context.found(arm, {}, copy), arm).toEqual([id]);
    },
  },
]);
