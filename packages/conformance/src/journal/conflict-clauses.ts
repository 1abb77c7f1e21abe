import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { expectError } from "../expect-error.ts";
import type { JournalContext } from "./journal-context.ts";

export const conflictClauses: readonly Clause<JournalContext>[] = inArea("conflicts", [
  {
    title: "replaces exactly the expected version",
    async run(context) {
      const { id } = await context.write();
      const { applied } = await context.append(context.put({}, { id, expectedVersion: 1 }));
      expect(applied[0]).toMatchObject({ version: 2, outcome: "replaced" });
    },
  },
  {
    title: "refuses to replace another than the expected version, and hands back the current record",
    async run(context) {
      const { id } = await context.write();
      const current = await context.write({ tags: ["current"] }, { id });
      for (const expectedVersion of [0, 1, 3]) {
        const error = await expectError("VERSION_CONFLICT", context.append(context.put({}, { id, expectedVersion })));
        expect(error.current).toEqual(current);
      }
      expect(await context.get(id)).toEqual(current);
    },
  },
  {
    title: "refuses to delete another than the expected version, and hands back the current record",
    async run(context) {
      const current = await context.write();
      const error = await expectError("VERSION_CONFLICT", context.append(context.delete(current.id, 2)));
      expect(error.current).toEqual(current);
      expect((await context.append(context.delete(current.id, 1))).applied[0]?.outcome).toBe("deleted");
    },
  },
  {
    title: "refuses an expected version of what is not there, with no current record",
    async run(context) {
      const error = await expectError("VERSION_CONFLICT", context.append(context.put({}, { expectedVersion: 1 })));
      expect(error.current).toBeUndefined();
    },
  },
  {
    title: "takes an expected version of 0 for a record that is not there",
    async run(context) {
      const record = await context.write({}, { expectedVersion: 0 });
      expect(record.version).toBe(1);
    },
  },
  {
    title: "lets the expected version decide in place of onConflict",
    async run(context) {
      const { id } = await context.write();
      const { applied } = await context.append(context.put({}, { id, expectedVersion: 1, onConflict: "skip" }));
      expect(applied[0]?.outcome).toBe("replaced");
      await expectError("VERSION_CONFLICT", context.append(context.put({}, { id, expectedVersion: 1, onConflict: "replace" })));
    },
  },
  {
    title: "fails on a live record when told to, and hands it back",
    async run(context) {
      const current = await context.write();
      const error = await expectError("VERSION_CONFLICT", context.append(context.put({}, { id: current.id, onConflict: "fail" })));
      expect(error.current).toEqual(current);
      expect(await context.entries()).toHaveLength(1);
    },
  },
  {
    title: "skips a live record when told to: no entry, and the receipt tells of what was there",
    async run(context) {
      const current = await context.write();
      const skipped = context.put({ tags: ["new"] }, { id: current.id, onConflict: "skip" });
      const { applied, head } = await context.append(skipped, context.put());
      expect(applied[0]).toEqual({ id: current.id, version: 1, seq: current.seq, outcome: "skipped", record: current });
      expect(head.seq).toBe(2);
      expect(await context.get(current.id)).toEqual(current);
    },
  },
  {
    title: "takes a deleted record as not there for onConflict",
    async run(context) {
      const { id } = await context.write();
      await context.append(context.delete(id));
      const { applied } = await context.append(context.put({}, { id, onConflict: "fail" }));
      expect(applied[0]?.outcome).toBe("created");
    },
  },
  {
    title: "takes a deleted record as not there for an expected version: 0, and never its last one",
    async run(context) {
      const { id } = await context.write();
      await context.append(context.delete(id));
      for (const expectedVersion of [1, 2]) {
        const error = await expectError("VERSION_CONFLICT", context.append(context.put({}, { id, expectedVersion })));
        expect(error.current).toBeUndefined();
      }
      const { applied } = await context.append(context.put({}, { id, expectedVersion: 0 }));
      expect(applied[0]).toMatchObject({ id, version: 3, outcome: "created" });
    },
  },
  {
    title: "refuses to delete what is not there or deleted already",
    async run(context) {
      const { id } = await context.write();
      await context.append(context.delete(id));
      await expectError("RECORD_NOT_FOUND", context.append(context.delete(id)));
      await expectError("RECORD_NOT_FOUND", context.append(context.delete(context.newId())));
    },
  },
]);
