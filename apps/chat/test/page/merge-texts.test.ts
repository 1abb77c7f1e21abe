import { describe, expect, it } from "vitest";
import { bothTexts, markedLines, marksInWords } from "../../src/page/context/both-texts.ts";
import { mergeTexts } from "../../src/page/context/merge-texts.ts";

const base = "Name: Ada. Lives in Porto. Drinks tea.";

describe("two edits of one block", () => {
  it("become one where they touch different words", () => {
    const mine = base.replace("tea", "coffee");
    const theirs = base.replace("Ada", "Ada Lovelace");
    expect(mergeTexts({ base, mine, theirs })).toBe("Name: Ada Lovelace. Lives in Porto. Drinks coffee.");
  });

  it("are left to a person where they touch the same words, or meet", () => {
    const mine = base.replace("Porto", "Lisbon");
    expect(mergeTexts({ base, mine, theirs: base.replace("Porto", "Faro") })).toBeUndefined();
    expect(mergeTexts({ base, mine: `${base} One.`, theirs: `${base} Two.` })).toBeUndefined();
  });

  it("count once where both are the same", () => {
    const both = base.replace("Porto", "Lisbon");
    expect(mergeTexts({ base, mine: both, theirs: both })).toBe(both);
  });

  it("are the other one where there is only one", () => {
    const changed = base.replace("Drinks tea.", "");
    expect(mergeTexts({ base, mine: base, theirs: changed })).toBe(changed);
    expect(mergeTexts({ base, mine: changed, theirs: base })).toBe(changed);
  });
});

describe("both texts in one", () => {
  const list = "Dentist on Monday.\nTrain at nine.";
  const mine = "Dentist on Tuesday.\nTrain at nine.\nCall Rita.";
  const theirs = "Dentist on Friday.\nTrain at nine.";

  it("are every line of both where they touch the same words, what they share once, in order", () => {
    const text = bothTexts({ base: list, mine, theirs });
    expect(text.split("\n")).toEqual(["Dentist on Friday.", "Dentist on Tuesday.", "Train at nine.", "Call Rita."]);
    expect(bothTexts({ base, mine: `${base} One.`, theirs: `${base} Two.` })).toBe(`${base} Two.\n${base} One.`);
    expect(bothTexts({ base: "", mine: "", theirs: "" })).toBe("");
  });

  it("are both changes where those touch different words", () => {
    const merged = bothTexts({ base, mine: base.replace("tea", "coffee"), theirs: base.replace("Ada", "Eve") });
    expect(merged).toBe("Name: Eve. Lives in Porto. Drinks coffee.");
  });

  it("say of each line whose it is, also while it is edited", () => {
    const lines = markedLines("Dentist on Friday.\nDentist on Tuesday.\n\nTrain at nine.\nCall Rita at once.", { mine, theirs });
    expect(lines.map(({ mark }) => mark)).toEqual(["theirs", "mine", "both", "both", "new"]);
    expect(marksInWords(lines)).toBe("Line 1 is theirs. Line 2 is yours. Line 5 is of both, or new.");
    expect(marksInWords(markedLines(mine, { mine, theirs }))).toBe("Lines 1 and 3 are yours.");
    expect(marksInWords(markedLines(theirs, { mine: theirs, theirs }))).toBe("");
  });
});
