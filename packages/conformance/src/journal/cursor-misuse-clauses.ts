import type { ListPage } from "@pagefile/core/contracts";
import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { expectError } from "../expect-error.ts";
import { noTexts } from "../hostile-text.ts";
import type { JournalContext } from "./journal-context.ts";

async function firstCursor(context: JournalContext, page: ListPage): Promise<string> {
  const { next } = await context.journal.list(context.space, { ...page, limit: 2 });
  expect(next).toBeDefined();
  return next ?? "";
}

export const cursorMisuseClauses: readonly Clause<JournalContext>[] = inArea("list cursors", [
  {
    title: "refuses a cursor of another query",
    async run(context) {
      await context.append(...["a", "b", "c", "d"].map((key) => context.put({ collection: "c", key, tags: ["t"] })));
      const page: ListPage = { collection: "c", limit: 2 };
      const cursor = await firstCursor(context, page);
      const others: ListPage[] = [
        { ...page, order: "descending" },
        { ...page, by: "key" },
        { ...page, kind: "message" },
        { ...page, keyFrom: "a" },
        { ...page, tag: "t" },
        { ...page, collection: "d" },
        { limit: 2 },
      ];
      for (const other of others) await expectError("QUERY_INVALID", context.journal.list(context.space, { ...other, cursor }));
      expect((await context.journal.list(context.space, { ...page, cursor })).items).toHaveLength(2);
    },
  },
  {
    title: "refuses what never was a cursor, of whatever type",
    async run(context) {
      await context.write();
      for (const cursor of ["", "x", "0", "[]", "{}", "null", btoa("[]"), "' OR 1=1 --", ...noTexts]) {
        await expectError("QUERY_INVALID", context.journal.list(context.space, { cursor: cursor as string }));
      }
    },
  },
]);
