import { describe, expect, it } from "vitest";
import type { EntryView } from "../../src/protocol/timeline.ts";
import { joinEntries, lastOfMine, withNewest } from "../../src/page/timeline/entry-list.ts";
import { noneWritten, withWritten, writtenSince } from "../../src/page/timeline/written-entries.ts";
import { everyEntry, isFiltered, isWanted, timelineQuery } from "../../src/page/timeline/timeline-query.ts";

const entry = (seq: number, more: Partial<EntryView> = {}): EntryView => ({
  seq,
  operation: "put",
  record: `r${seq}`,
  version: 1,
  recordedAt: "2026-01-01T00:00:00.000Z",
  kind: "message",
  channel: "user",
  superseded: false,
  undoable: true,
  hash: "00",
  ...more,
});
const seqs = (entries: readonly EntryView[]): readonly number[] => entries.map(({ seq }) => seq);

describe("the list of entries", () => {
  it("holds each entry once, newest first, whatever order pages come in", () => {
    const shown = [entry(9), entry(8)];
    expect(seqs(joinEntries(shown, [entry(8), entry(7), entry(6)]))).toEqual([9, 8, 7, 6]);
    expect(seqs(joinEntries(shown, [entry(10), entry(11)]))).toEqual([11, 10, 9, 8]);
    expect(joinEntries(shown, [entry(9)])).toBe(shown);
  });

  it("marks what a new entry replaces as no longer the last word", () => {
    const list = withNewest([entry(2, { record: "a" }), entry(1, { record: "b" })], entry(3, { record: "b", version: 2 }));
    expect(seqs(list)).toEqual([3, 2, 1]);
    expect(list.map(({ superseded, undoable }) => [superseded, undoable])).toEqual([
      [false, true],
      [false, true],
      [true, false],
    ]);
    expect(withNewest(list, entry(3))).toBe(list);
    const filtered = withNewest([entry(1, { record: "b" })], entry(4, { record: "b", operation: "delete" }), false);
    expect(filtered).toMatchObject([{ seq: 1, superseded: true, undoable: false }]);
  });

  it("takes back a person's own last change, not an agent's and not one that cannot be", () => {
    const list = [entry(5, { channel: "agent" }), entry(4, { undoable: false }), entry(3), entry(2)];
    expect(lastOfMine(list)?.seq).toBe(3);
    expect(lastOfMine([entry(1, { channel: "system" })])).toBeUndefined();
  });
});

describe("what is written while one looks", () => {
  it("is kept up to a bound, and says when there was more", () => {
    const written = Array.from({ length: 1_000 }, (_, at) => entry(at + 1)).reduce(withWritten, noneWritten);
    expect([written.entries.length, written.entries[0]?.seq, written.overflow]).toEqual([200, 1, true]);
    expect(withWritten(written, entry(2_000))).toBe(written);
  });

  it("outlives a reading that began before it, and nothing else does", () => {
    const written = [7, 8, 9].map((seq) => entry(seq)).reduce(withWritten, noneWritten);
    expect(seqs(writtenSince(written, 8).entries)).toEqual([9]);
    expect(writtenSince(written, 9)).toBe(noneWritten);
  });
});

describe("the question for entries", () => {
  it("names only the filters that narrow", () => {
    expect(timelineQuery(everyEntry, 100).toString()).toBe("limit=100");
    const filters = { ...everyEntry, operations: ["delete"], kinds: ["fact", "row"], text: " Porto " } as const;
    expect(timelineQuery(filters, 50, "c&1").toString()).toBe("limit=50&operations=delete&kinds=fact%2Crow&text=Porto&cursor=c%261");
    expect([isFiltered(everyEntry), isFiltered(filters), isFiltered({ ...everyEntry, text: " " })]).toEqual([false, true, false]);
  });

  it("judges a new entry as the server would", () => {
    const written = entry(3, { text: "Ana moved to PORTO", kind: "fact" });
    expect(isWanted(written, { ...everyEntry, text: "porto", kinds: ["fact"], channels: ["user"] })).toBe(true);
    expect(isWanted(written, { ...everyEntry, operations: ["erase"] })).toBe(false);
    expect(isWanted(written, { ...everyEntry, channels: ["agent"] })).toBe(false);
    const { kind: _, ...erased } = entry(4, { operation: "erase" });
    expect(isWanted(erased, { ...everyEntry, kinds: ["fact"] })).toBe(false);
  });
});
