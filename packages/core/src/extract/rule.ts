/** How a sentence of one form is read as a fact. */
export interface ExtractRule {
  /**
   * Over a clause from its first word on. Groups: `subject` (absent where it is whoever speaks), `object` or `value`, and
   * `relation` where the predicate is among the words said.
   */
  readonly pattern: RegExp;
  /** With `$` for the words of `relation`. */
  readonly predicate: string;
  /** A new value ends the old one. @default false */
  readonly single?: boolean;
  readonly subjectType?: string;
  readonly objectType?: string;
  /** The fact as a sentence, with `{subject}`, `{object}`, `{value}` and `{relation}`. */
  readonly says: string;
  /**
   * Since when it holds: `told` since it was told at the latest, `dated` since the time the clause names or else since then,
   * `always`. @default "told" where it is single, else "always"
   */
  readonly since?: "told" | "dated" | "always";
}
