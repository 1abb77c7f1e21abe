import { type KeyboardEvent, type ReactElement, useMemo } from "react";
import { marksInWords, markedLines } from "./both-texts.ts";
import type { Forked } from "./merge-texts.ts";
import "../design/legend.css";
import "./merge-editor.css";

export interface MergeEditorProps {
  /** Of the field, for its label. */
  readonly id: string;
  readonly text: string;
  readonly forked: Pick<Forked, "mine" | "theirs">;
  readonly readOnly: boolean;
  readonly invalid: boolean;
  readonly onChange: (text: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** Two texts as one to be edited. Behind the field each line is drawn again, marked by whose it is, and as high as it needs. */
export function MergeEditor({ id, text, forked, readOnly, invalid, onChange, onKeyDown }: MergeEditorProps): ReactElement {
  const lines = useMemo(() => markedLines(text, forked), [text, forked]);
  return (
    <div className="merge-editor">
      <div className="merge-field">
        <div className="merge-lines" aria-hidden="true">
          {lines.map((line, at) => (
            <span key={at} data-mark={line.mark}>
              {line.text === "" ? "\u200b" : line.text}
            </span>
          ))}
        </div>
        <textarea
          id={id}
          value={text}
          readOnly={readOnly}
          aria-invalid={invalid}
          aria-describedby={`${id}-marks`}
          onChange={({ target }) => onChange(target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <p id={`${id}-marks`} className="visually-hidden">
        {marksInWords(lines)}
      </p>
      <ul className="legend merge-legend" aria-label="Marks of lines">
        <li data-mark="theirs">theirs</li>
        <li data-mark="mine">yours</li>
        <li data-mark="new">of both, or new</li>
      </ul>
    </div>
  );
}
