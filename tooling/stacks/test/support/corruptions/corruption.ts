import type { Memory } from "@pagefile/core";
import type { Space } from "@pagefile/core/contracts";
import { expect } from "vitest";

/** The twelve kinds that are planted. */
export const kindsOfCorruption = [
  "a vector without a record",
  "a record without its vector",
  "a stale version",
  "a gap in the full text",
  "an edge to nothing",
  "a node of a deleted record",
  "a record in the wrong space",
  "a doubled projection",
  "a cursor that is ahead",
  "a bad hash",
  "a tombstone that is still projected",
  "a row of a table that is gone",
] as const;

export type KindOfCorruption = (typeof kindsOfCorruption)[number];

/** What is there before something is corrupted: the names of two spaces, and ids of records in the first. */
export interface Filled {
  readonly name: Space;
  readonly other: Space;
  readonly kept: string;
  readonly edited: string;
  readonly deleted: string;
  readonly fact: string;
  readonly porto: string;
  readonly deletedFact: string;
  readonly row: string;
  /** The entry that wrote the row. */
  readonly rowSeq: number;
}

/** What a person breaks by hand, and what verification must say: in which store and arm, and what kind of wrong. */
export interface Corruption<Bare> {
  readonly plant: (bare: Bare, filled: Filled) => Promise<void> | void;
  readonly found: readonly string[];
  /** What it says of the other space. @default nothing */
  readonly foundInOther?: readonly string[];
}

export type Corruptions<Bare> = Readonly<Partial<Record<KindOfCorruption, Corruption<Bare>>>>;

/** The id of a record that nobody wrote. */
export const stranger = "01900000-0000-7000-8000-00000000abcd";

/** Writes to two new spaces, of every kind, with an edit and deletions. */
export async function fill(memory: Memory): Promise<Filled> {
  const tenant = `t${crypto.randomUUID().slice(0, 8)}`;
  const [space, other] = [memory.space(`${tenant}/one`), memory.space(`${tenant}/two`)];
  await other.write({ kind: "message", text: "of another space" });
  const entity = (name: string) =>
    ({ kind: "entity", text: name, body: { name, aliases: [] }, collection: "entities", key: name, index: true }) as const;
  const { records } = await space.write([
    ...["kept", "edited", "deleted", "further"].map((text) => ({ kind: "message", text: `a message that is ${text}` }) as const),
    entity("ana"),
    entity("porto"),
  ]);
  const [kept = "", edited = "", deleted = "", , ana = "", porto = ""] = records.map(({ id }) => id);
  const factOf = (predicate: string) =>
    ({
      kind: "fact",
      text: `Ana ${predicate} Porto.`,
      body: { subject: ana, predicate, object: porto, single: false },
      collection: ana,
      key: predicate,
      index: true,
    }) as const;
  const [fact = "", deletedFact = ""] = (await space.write([factOf("lives_in"), factOf("likes")])).records.map(({ id }) => id);
  await space.tables.define("things", { columns: [{ name: "what", type: "text" }] });
  const { records: rows, head } = await space.tables.put("things", [{ key: "lamp", values: { what: "a lamp" } }]);
  const [{ id: row } = { id: "" }] = rows;
  await space.update(edited, { text: "a message that was edited" });
  await space.delete(deleted);
  const { pending } = await space.delete(deletedFact);
  expect(pending).toEqual([]);
  return { name: space.name, other: other.name, kept, edited, deleted, fact, porto, deletedFact, row, rowSeq: head.seq };
}
