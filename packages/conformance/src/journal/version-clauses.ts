import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { instant, type JournalContext } from "./journal-context.ts";

export const versionClauses: readonly Clause<JournalContext>[] = inArea("versions", [
  {
    title: "counts versions from 1, one more with each change",
    async run(context) {
      const { id, version } = await context.write();
      const second = await context.write({ tags: ["second"] }, { id });
      expect([version, second.version]).toEqual([1, 2]);
      expect(await context.get(id)).toEqual(second);
    },
  },
  {
    title: "counts on through a deletion when the id is written again",
    async run(context) {
      const { id } = await context.write();
      const { applied } = await context.append(context.delete(id));
      expect(applied[0]).toMatchObject({ id, version: 2, outcome: "deleted" });
      const revived = await context.append(context.put({ tags: ["revived"] }, { id }));
      expect(revived.applied[0]).toMatchObject({ id, version: 3, outcome: "created" });
      expect((await context.get(id))?.tags).toEqual(["revived"]);
    },
  },
  {
    title: "keeps the first createdAt of a record that is replaced",
    async run(context) {
      const { id } = await context.write({ createdAt: instant(5) });
      const replaced = await context.write({ createdAt: instant(9) }, { id });
      expect(replaced.createdAt).toBe(instant(5));
      expect((await context.get(id))?.createdAt).toBe(instant(5));
      await context.expectSoundChain();
    },
  },
  {
    title: "gives the newest version its own seq, recordedAt and origin",
    async run(context) {
      const { id } = await context.write();
      await context.write();
      const origin = { channel: "agent", trust: "tool" } as const;
      await context.journal.append(context.space, [context.put({}, { id, origin })], { recordedAt: instant(7) });
      expect(await context.get(id)).toMatchObject({ version: 2, seq: 3, recordedAt: instant(7), origin });
    },
  },
  {
    title: "replaces the whole content, leaving nothing of the version before",
    async run(context) {
      const { id } = await context.write({ tags: ["old"], attributes: { old: 1 }, occurredAt: instant(3), collection: "c", key: "k" });
      const { version: _version, ...now } = await context.write({ kind: "passage", body: { text: "new" } }, { id });
      expect(now).toMatchObject({ kind: "passage", body: { text: "new" }, tags: [], attributes: {} });
      expect(now.occurredAt ?? now.collection ?? now.key).toBeUndefined();
      expect(await context.get(id)).toMatchObject(now);
    },
  },
]);
