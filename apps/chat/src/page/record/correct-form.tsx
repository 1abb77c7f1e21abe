import { type ReactElement, useCallback, useId, useState } from "react";
import type { ShownRecord } from "../../protocol/shown-record.ts";
import { Button } from "../design/button.tsx";
import { Diff } from "../design/diff.tsx";
import { Failure } from "../design/state.tsx";
import { currentOf } from "../server/server-error.ts";
import { useSpace } from "../server/space-context.ts";
import { useAction } from "../server/use-action.ts";
import { correctRecord, undoRecord } from "./record-calls.ts";
import { notice } from "./notice.ts";
import "../design/field.css";

/** Writes a new version over the one that was read. Where somebody was faster, both are shown, and the person chooses. */
export function CorrectForm({ record, onDone }: { record: ShownRecord; onDone: () => void }): ReactElement {
  const { name, locked } = useSpace();
  const id = useId();
  // What was read when the writing began: a change that comes in meanwhile must be a conflict, and not be written over.
  const [base] = useState(record);
  const [text, setText] = useState(base.text);
  const save = useAction(
    useCallback(
      async (expectedVersion: number) => {
        await correctRecord(name, record.id, { text, expectedVersion });
        notice.set({
          text: "Corrected. The earlier text stays in its history.",
          undo: async () => void (await undoRecord(name, record.id)),
        });
        onDone();
      },
      [name, record.id, text, onDone],
    ),
  );
  const theirs = save.error && currentOf<ShownRecord>(save.error);
  const unchanged = text === base.text ? "Nothing was changed yet" : undefined;
  return (
    <form
      className="correct"
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key === "s" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          if (!locked && !unchanged) save.run(base.version);
        }
        if (event.key === "Escape") {
          event.preventDefault();
          onDone();
        }
      }}
    >
      <label htmlFor={id} className="visually-hidden">
        The corrected text
      </label>
      <textarea id={id} className="field" autoFocus value={text} onChange={(event) => setText(event.target.value)} />
      {theirs ? (
        <div className="conflict" role="alert">
          <p>
            <strong>It was changed while you were writing.</strong> From what it says now to what you wrote:
          </p>
          <Diff before={theirs.text} after={text} />
          <div className="correct-actions">
            <Button small onClick={onDone}>
              Keep theirs
            </Button>
            <Button small kind="primary" locked={locked} busy={save.busy} onClick={() => save.run(theirs.version)}>
              Write mine over it
            </Button>
          </div>
        </div>
      ) : (
        <div className="correct-actions">
          <Button small kind="primary" locked={locked ?? unchanged} busy={save.busy} onClick={() => save.run(base.version)}>
            Save
          </Button>
          <Button small onClick={onDone}>
            Cancel
          </Button>
          <span className="faint">Ctrl+S saves</span>
        </div>
      )}
      {save.error && !theirs && <Failure error={save.error} retry={() => save.run(base.version)} />}
    </form>
  );
}
