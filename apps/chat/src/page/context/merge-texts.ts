import { diffWords } from "../design/word-diff.ts";

/** Two texts that both came of `base`. */
export interface Forked {
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
}

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Both changes in one text; undefined where they touch the same words, so that a person must say. */
export function mergeTexts({ base, mine, theirs }: Forked): string | undefined {
  const ours = editsOf(base, mine);
  const others = editsOf(base, theirs).filter((edit) => !ours.some((own) => isSame(own, edit)));
  if (ours.some((own) => others.some((other) => own.from <= other.to && other.from <= own.to))) return undefined;
  return [...ours, ...others]
    .toSorted((one, next) => next.from - one.from)
    .reduce((text, { from, to, text: put }) => text.slice(0, from) + put + text.slice(to), base);
}

function isSame(one: Edit, other: Edit): boolean {
  return one.from === other.from && one.to === other.to && one.text === other.text;
}

/** What was changed, by places in the base. */
function editsOf(base: string, changed: string): readonly Edit[] {
  const edits: Edit[] = [];
  let place = 0;
  let open: Edit | undefined;
  for (const { kind, text } of diffWords(base, changed)) {
    if (kind === "same") {
      if (open) edits.push(open);
      open = undefined;
      place += text.length;
      continue;
    }
    open ??= { from: place, to: place, text: "" };
    open = kind === "added" ? { ...open, text: open.text + text } : { ...open, to: open.to + text.length };
    if (kind === "removed") place += text.length;
  }
  return open ? [...edits, open] : edits;
}
