import type { ReactElement } from "react";
import "./text.css";

/**
 * Marks that turn text around, or that nobody sees: shown by their names, because they are how one text is made to look like another,
 * and how one that a model reads is kept from the person. What joins letters or dresses an emoji is left.
 */
const unseen = /(?!\u200c|\u200d|\ufe0e|\ufe0f)[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufff9-\ufffb\p{Default_Ignorable_Code_Point}]/gu;

export interface TextPiece {
  readonly text: string;
  /** It stands for one mark that nobody would see. */
  readonly mark: boolean;
}

export function splitUnseen(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const { 0: mark, index } of text.matchAll(unseen)) {
    if (index > end) pieces.push({ text: text.slice(end, index), mark: false });
    pieces.push({ text: `U+${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`, mark: true });
    end = index + mark.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), mark: false });
  return pieces;
}

/** The same where only a string will do, such as in a drawing. */
export function seenText(text: string): string {
  return splitUnseen(text)
    .map((piece) => piece.text)
    .join("");
}

/** Any text as it is: never HTML, never Markdown. */
export function Text({ children }: { children: string }): ReactElement {
  const pieces = splitUnseen(children);
  if (pieces.length === 1 && pieces[0]?.mark === false) return <>{children}</>;
  return (
    <>
      {pieces.map((piece, index) =>
        piece.mark ? (
          <span key={index} className="unseen-mark" title="A character that cannot be seen">
            {piece.text}
          </span>
        ) : (
          piece.text
        ),
      )}
    </>
  );
}
