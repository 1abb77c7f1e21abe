export interface DiffPiece {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

/** The table of the comparison has a cell for each pair of words; beyond this the middle is told as replaced whole. */
const mostCells = 1_000_000;

/** What turned one text into the other, word by word; space between words goes with them. */
export function diffWords(before: string, after: string): readonly DiffPiece[] {
  return diffTokens(words(before), words(after));
}

/** The same line by line; each ends in its line break, the last one too. */
export function diffLines(before: string, after: string): readonly DiffPiece[] {
  return diffTokens(lines(before), lines(after));
}

function diffTokens(old: readonly string[], fresh: readonly string[]): readonly DiffPiece[] {
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < fresh.length - start && old.at(-1 - end) === fresh.at(-1 - end)) end += 1;
  return joined([
    { kind: "same", text: old.slice(0, start).join("") },
    ...diffMiddle(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end)),
    { kind: "same", text: end === 0 ? "" : old.slice(-end).join("") },
  ]);
}

function words(text: string): readonly string[] {
  return text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];
}

function lines(text: string): readonly string[] {
  return text.split("\n").map((line) => `${line}\n`);
}

function diffMiddle(old: readonly string[], fresh: readonly string[]): readonly DiffPiece[] {
  if (old.length * fresh.length > mostCells) {
    return [
      { kind: "removed", text: old.join("") },
      { kind: "added", text: fresh.join("") },
    ];
  }
  const common = longestCommon(old, fresh);
  const pieces: DiffPiece[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    const [left, right] = [old[i], fresh[j]];
    if (left !== undefined && left === right) {
      pieces.push({ kind: "same", text: left });
      [i, j] = [i + 1, j + 1];
    } else if (right === undefined || (left !== undefined && at(common, i + 1, j) >= at(common, i, j + 1))) {
      pieces.push({ kind: "removed", text: left ?? "" });
      i += 1;
    } else {
      pieces.push({ kind: "added", text: right });
      j += 1;
    }
  }
  return pieces;
}

/** Of every pair of ends: how many words they have in common, in order. */
function longestCommon(old: readonly string[], fresh: readonly string[]): readonly Uint16Array[] {
  const table = Array.from({ length: old.length + 1 }, () => new Uint16Array(fresh.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    const row = table[i];
    for (let j = fresh.length - 1; row && j >= 0; j -= 1) {
      row[j] = old[i] === fresh[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  }
  return table;
}

function at(table: readonly Uint16Array[], i: number, j: number): number {
  return table[i]?.[j] ?? 0;
}

function joined(pieces: readonly DiffPiece[]): readonly DiffPiece[] {
  const result: DiffPiece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (piece.text === "") continue;
    if (last?.kind === piece.kind) result[result.length - 1] = { kind: piece.kind, text: last.text + piece.text };
    else result.push(piece);
  }
  return result;
}
