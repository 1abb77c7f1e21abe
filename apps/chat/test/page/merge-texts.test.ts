import { describe, expect, it } from "vitest";
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
