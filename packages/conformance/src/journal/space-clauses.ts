import type { Space } from "@pagefile/core/contracts";
import { expect } from "vitest";
import { type Clause, inArea } from "../clause.ts";
import { collect } from "../collect.ts";
import { spaceOf } from "../fresh-space.ts";
import { instant, type JournalContext } from "./journal-context.ts";

/** Spaces that a prefix, a pattern, a fold or a swapped separator would mix up; none has two of the same name. */
export function lookAlikes(tenant: string): readonly Space[] {
  const names: [string, string][] = [
    ["", "alice"],
    ["", "Alice"],
    ["", "alice2"],
    ["", "alic"],
    ["", "alice-"],
    ["", "a_ice"],
    ["", "a.ice"],
    ["", "constructor"],
    ["", "0"],
    ["_b", "alice"],
    ["-b", "alice"],
    ["xb", "alice"],
    ["XB", "alice"],
    [".alice", "alice"],
  ];
  return names.map(([suffix, name]) => spaceOf(`${tenant}${suffix}`, name));
}

export const spaceClauses: readonly Clause<JournalContext>[] = inArea("spaces", [
  {
    title: "keeps look-alike spaces apart in every call, even for one id and one name",
    async run(context) {
      const { journal } = context;
      const spaces = lookAlikes(context.tenant);
      const id = context.newId();
      const named = { kind: "message", collection: "c", key: "k" } as const;
      for (const space of spaces) {
        await journal.append(space, [context.put({ ...named, tags: [space] }, { id })], { recordedAt: instant(1) });
      }
      for (const space of spaces) {
        const own = [{ id, version: 1, seq: 1, tags: [space] }];
        expect(await journal.get(space, [id])).toMatchObject(own);
        expect(await journal.get(space, [named])).toMatchObject(own);
        expect((await journal.list(space, {})).items).toMatchObject(own);
        expect(await journal.count(space)).toMatchObject({ message: 1 });
        expect(await collect(journal.history(space, id))).toMatchObject([{ content: { tags: [space] } }]);
        expect(await collect(journal.read(space, 0))).toHaveLength(1);
        expect((await journal.entries(space, {})).items).toMatchObject([{ content: { tags: [space] } }]);
        expect(await journal.get(space, [id, named], { asOf: 1 })).toMatchObject([...own, ...own]);
        expect((await journal.list(space, { asOf: 1 })).items).toMatchObject(own);
        expect((await journal.head(space)).seq).toBe(1);
      }
      expect(new Set(await Promise.all(spaces.map(async (space) => (await journal.head(space)).hash))).size).toBe(spaces.length);
    },
  },
  {
    title: "changes, deletes and erases in one space only",
    async run(context) {
      const { journal } = context;
      const [first, ...others] = lookAlikes(context.tenant) as [Space, ...Space[]];
      const id = context.newId();
      for (const space of [first, ...others]) await journal.append(space, [context.put({}, { id })], { recordedAt: instant(1) });
      await journal.append(first, [context.put({ tags: ["changed"] }, { id })], { recordedAt: instant(2) });
      await journal.append(first, [context.delete(id)], { recordedAt: instant(2) });
      await journal.erase(first, [id], { recordedAt: instant(2) });
      for (const space of others) {
        expect(await journal.get(space, [id]), space).toMatchObject([{ version: 1, tags: [] }]);
        expect((await collect(journal.read(space, 0)))[0]?.content, space).toBeDefined();
        expect(await journal.get(space, [id], { asOf: 1 }), space).toMatchObject([{ version: 1, tags: [] }]);
        await context.expectSoundChain(space);
      }
    },
  },
  {
    title: "names in order the spaces with entries whose name starts with a prefix, taken literally",
    async run(context) {
      const { journal, tenant } = context;
      const spaces = lookAlikes(tenant);
      for (const space of spaces) await journal.append(space, [context.put()], { recordedAt: instant(1) });
      await journal.head(spaceOf(tenant, "never-written"));
      const prefixes = [
        `${tenant}/`,
        tenant,
        `${tenant}_b/`,
        `${tenant}/alice`,
        `${tenant}/a_`,
        `${tenant}/%`,
        `${tenant.toUpperCase()}`,
        `${tenant}/Alice`,
      ];
      for (const prefix of prefixes) {
        const expected = spaces.filter((space) => space.startsWith(prefix)).toSorted();
        expect(await collect(journal.spaces(prefix)), prefix).toEqual(expected);
      }
      expect((await collect(journal.spaces(""))).filter((space) => space.startsWith(tenant))).toEqual(spaces.toSorted());
    },
  },
]);
