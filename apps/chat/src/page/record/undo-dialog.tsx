import { type ReactElement, useCallback, useState } from "react";
import type { EntryView, UndoReceipt } from "../../protocol/timeline.ts";
import { Button } from "../design/button.tsx";
import { Dialog } from "../design/dialog.tsx";
import { Diff } from "../design/diff.tsx";
import { Failure } from "../design/state.tsx";
import { Text } from "../design/text.tsx";
import { useSpace } from "../server/space-context.ts";
import { useAction } from "../server/use-action.ts";
import { undoRecord } from "./record-calls.ts";
import { undoPreview } from "./undo-preview.ts";
import "./erase-dialog.css";

const outcomes: Readonly<Record<string, string>> = {
  created: "Came back:",
  replaced: "Is again what it was:",
  edited: "Is again what it was:",
  deleted: "Went:",
};

/** Shows what comes back, takes the entry back when that is wanted, and then shows everything that changed with it. */
export function UndoDialog({ entry, onClose }: { entry: EntryView; onClose: () => void }): ReactElement {
  const { name, locked } = useSpace();
  const [receipt, setReceipt] = useState<UndoReceipt>();
  const undo = useAction(useCallback(async () => setReceipt(await undoRecord(name, entry.record)), [name, entry]));
  const { sentence, from, to } = undoPreview(entry);
  if (receipt) {
    return (
      <Dialog
        title="Taken back"
        onClose={onClose}
        actions={
          <Button kind="primary" onClick={onClose}>
            Close
          </Button>
        }
      >
        <ul className="receipt-list">
          {receipt.changed.map(({ record, outcome, text }) => (
            <li key={record}>
              <strong>{outcomes[outcome] ?? outcome}</strong>{" "}
              <Text>{text ?? (record === entry.record ? entry.text : undefined) ?? record}</Text>
            </li>
          ))}
        </ul>
      </Dialog>
    );
  }
  const actions = (
    <>
      <Button onClick={onClose}>Keep it</Button>
      <Button kind="primary" busy={undo.busy} locked={locked} onClick={() => undo.run(undefined)}>
        Undo entry {entry.seq}
      </Button>
    </>
  );
  return (
    <Dialog title={`Undo entry ${entry.seq}?`} onClose={onClose} actions={actions}>
      <p>{sentence} What came with it, such as a fact that it closed, comes back too.</p>
      <div className="quoted">
        <Diff before={from} after={to} />
      </div>
      {undo.error && <Failure error={undo.error} />}
    </Dialog>
  );
}
