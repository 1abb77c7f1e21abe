import { describe, expect, it } from "vitest";
import type { CheckView } from "../../src/protocol/check.ts";
import type { FactView } from "../../src/protocol/graph.ts";
import type { ArmView } from "../../src/protocol/recall.ts";
import type { ShownRecord } from "../../src/protocol/shown-record.ts";
import type { EntryView } from "../../src/protocol/timeline.ts";
import { formatBytes } from "../../src/page/design/count.ts";
import { seenText } from "../../src/page/design/text.tsx";
import { typeColours } from "../../src/page/graph/type-colours.ts";
import { validityInWords } from "../../src/page/graph/validity-in-words.ts";
import { shortName } from "../../src/page/graph/visible-names.ts";
import { formatsInWords } from "../../src/page/import/formats-in-words.ts";
import { behindInWords } from "../../src/page/recall/behind-in-words.ts";
import { blocksInWords } from "../../src/page/record/blocks-in-words.ts";
import { checkedShare, checkStep } from "../../src/page/record/check-step.ts";
import { recordText } from "../../src/page/record/record-line.tsx";
import { undoSentence } from "../../src/page/record/undo-sentence.ts";
import { cellText } from "../../src/page/tables/cell-text.ts";
import { mostBytes } from "../../src/server/imports/received-bytes.ts";

const entry: EntryView = {
  seq: 9,
  operation: "put",
  record: "r",
  version: 3,
  recordedAt: "2026-01-01T00:00:00.000Z",
  text: "Porto",
  superseded: false,
  undoable: true,
  hash: "00",
};

describe("what an undo is said to do", () => {
  it("goes back to the text before, brings back what was deleted, and takes out what was new", () => {
    expect(undoSentence({ ...entry, before: "Lisbon" })).toBe("The record goes back to what it said before version 3.");
    expect(undoSentence(entry)).toContain("so the record goes");
    expect(undoSentence({ ...entry, operation: "delete", before: "Lisbon" })).toBe("The record comes back as it was.");
  });
});

describe("words for figures", () => {
  it("names the arms that are behind, and says nothing when none is", () => {
    const arm: ArmView = { arm: "vector", store: "qdrant", status: "searched", matches: 1, ms: 1, behind: 12 };
    expect(behindInWords([{ ...arm, behind: 0 }])).toBeUndefined();
    expect(behindInWords([arm, { ...arm, arm: "lexical", behind: 0 }])).toContain("vector (qdrant) is 12 entries behind:");
    expect(behindInWords([{ ...arm, behind: 1 }])).toContain("is 1 entry behind");
  });

  it("tells when a fact held", () => {
    const fact = (more: Partial<FactView>): FactView => ({ id: "f", text: "", ...more }) as FactView;
    const [from, to] = ["2024-05-03T12:00:00.000Z", "2025-06-01T12:00:00.000Z"];
    expect(validityInWords(fact({ validFrom: from, validTo: to }))).toBe("3 May 2024 to 1 Jun 2025");
    expect(validityInWords(fact({ validFrom: from }))).toBe("since 3 May 2024");
    expect(validityInWords(fact({ validTo: to }))).toBe("until 1 Jun 2025");
    expect(validityInWords(fact({}))).toBe("as far as is known");
  });

  it("gives colours to the commonest types only", () => {
    const types = ["a", "b", "b", "c", "d", "e", "f", "f"];
    const colours = typeColours(types.map((type, index) => ({ id: String(index), name: "", type, aliases: [] })));
    expect([...colours.keys()]).toEqual(["b", "f", "a", "c", "d"]);
  });
});

describe("words for a check", () => {
  it("names what is being read, and how much of it was", () => {
    const check: CheckView = { id: "c", repair: false, state: "running" };
    expect([undefined, "journal", "records", "qdrant"].map(checkStep)).toEqual([
      "Beginning",
      "Reading the journal, entry by entry",
      "Holding each record against its last entry",
      "Comparing with qdrant",
    ]);
    const shares = [undefined, { done: 0, total: 0 }, { done: 1, total: 4 }, { done: 5, total: 4 }].map((progress) =>
      checkedShare({ ...check, ...(progress && { progress: { phase: "journal", ...progress } }) }),
    );
    expect(shares).toEqual([0, 0, 0.25, 1]);
  });
});

describe("words for files", () => {
  it("names each kind once, however many endings it has", () => {
    expect(formatsInWords([".txt", ".text", ".md", ".markdown", ".html", ".htm", ".pdf", ".epub"])).toBe(
      "Text, Markdown, HTML, PDF, .epub",
    );
  });
});

describe("words for what an erasure leaves", () => {
  it("name the blocks and the way to erase them", () => {
    expect(blocksInWords(["human"])).toContain("The block human says it too");
    expect(blocksInWords(["human", "plans"])).toContain("The blocks human and plans say it too");
  });
});

describe("words for sizes", () => {
  it("tell of a file the most that the server takes, as its refusal does", () => {
    expect(formatBytes(mostBytes)).toBe("50.0 MB");
  });
});

describe("text of others", () => {
  it("shows what cannot be seen also where only a string will do", () => {
    expect(seenText("a\u202Eb")).toBe("aU+202Eb");
    expect(shortName("\u200B")).toBe("U+200B");
    // Letters of a hidden alphabet, which a model reads and nobody sees.
    expect(seenText("ok\u{E0068}\u{E0069}\u{E0101}")).toBe("okU+E0068U+E0069U+E0101");
    expect(seenText("\u2764\uFE0F \u{1F469}\u200D\u{1F680}")).toBe("\u2764\uFE0F \u{1F469}\u200D\u{1F680}");
    expect(shortName("x".repeat(40))).toHaveLength(28);
  });

  it("always gives a record a name, and says nothing twice", () => {
    const record = (more: Partial<ShownRecord>): ShownRecord => ({ text: "", ...more }) as ShownRecord;
    expect(recordText(record({ title: "Ana", text: "Ana" }))).toBe("Ana");
    expect(recordText(record({ title: "Manual", page: 4, text: "Open the valve." }))).toBe("Manual, page 4: Open the valve.");
    expect(recordText(record({}))).toBe("A record without text");
    // Its key is the id of what was judged, and would stand for its title.
    const judgement = { kind: "block", collection: "judgements", key: "01a22a85-7d4e", title: "01a22a85-7d4e", version: 1 } as const;
    expect(recordText(record(judgement))).toBe("A memory was judged");
  });

  it("writes a value of a table as it is", () => {
    expect([cellText(null), cellText(undefined), cellText(0), cellText(false), cellText({ a: 1 })]).toEqual([
      "",
      "",
      "0",
      "false",
      '{"a":1}',
    ]);
  });
});
