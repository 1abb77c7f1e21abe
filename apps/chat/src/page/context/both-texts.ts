import { diffLines } from "../design/word-diff.ts";
import { type Forked, mergeTexts } from "./merge-texts.ts";

/** Both texts as one to go on from: both changes where they touch different words, else every line of both, theirs before mine. */
export function bothTexts(forked: Forked): string {
  const merged = mergeTexts(forked);
  if (merged !== undefined) return merged;
  const lines = diffLines(forked.theirs, forked.mine).map(({ text }) => text);
  return lines.join("").replace(/\n$/, "");
}

/** Whose a line is: both have it, one has it, or it is neither's as it stands. */
export type LineMark = "both" | "mine" | "theirs" | "new";

export interface MarkedLine {
  readonly text: string;
  readonly mark: LineMark;
}

export function markedLines(text: string, { mine, theirs }: Pick<Forked, "mine" | "theirs">): readonly MarkedLine[] {
  const [mineHas, theirsHas] = [new Set(mine.split("\n")), new Set(theirs.split("\n"))];
  return text.split("\n").map((line) => ({ text: line, mark: markOf(mineHas.has(line), theirsHas.has(line), line) }));
}

function markOf(inMine: boolean, inTheirs: boolean, line: string): LineMark {
  if (line.trim() === "" || (inMine && inTheirs)) return "both";
  if (inMine) return "mine";
  return inTheirs ? "theirs" : "new";
}

const names: Readonly<Record<Exclude<LineMark, "both">, string>> = { theirs: "theirs", mine: "yours", new: "of both, or new" };

/** What the marks say, for whoever does not see them: "Line 2 is theirs. Lines 3 and 4 are yours." */
export function marksInWords(lines: readonly MarkedLine[]): string {
  const sentences = Object.entries(names).flatMap(([mark, name]) => {
    const places = lines.flatMap((line, at) => (line.mark === mark ? [String(at + 1)] : []));
    if (places.length === 0) return [];
    const last = places.at(-1) ?? "";
    return places.length === 1 ? [`Line ${last} is ${name}.`] : [`Lines ${places.slice(0, -1).join(", ")} and ${last} are ${name}.`];
  });
  return sentences.join(" ");
}
