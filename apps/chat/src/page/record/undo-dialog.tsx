import { type ReactElement, useCallback, useEffect, useState } from "react";
import type { EntryView, UndoReceipt } from "../../protocol/timeline.ts";
import { Button } from "../design/button.tsx";
import { Dialog } from "../design/dialog.tsx";
import { Failure, Skeleton } from "../design/state.tsx";
import { useSpace } from "../server/space-context.ts";
import { useAction } from "../server/use-action.ts";
import { previewUndo, undoRecord } from "./record-calls.ts";
import { undoSentence } from "./undo-sentence.ts";
import { UndoneList } from "./undone-list.tsx";
import "./erase-dialog.css";

/** Shows what would change, takes the entry back when that is wanted, and then shows what did. */
export function UndoDialog({ entry, onClose }: { entry: EntryView; onClose: () => void }): ReactElement {
  const { name, locked } = useSpace();
  const [preview, setPreview] = useState<UndoReceipt>();
  const [receipt, setReceipt] = useState<UndoReceipt>();
  const look = useAction(useCallback(async () => setPreview(await previewUndo(name, entry.record)), [name, entry]));
  const undo = useAction(useCallback(async () => setReceipt(await undoRecord(name, entry.record)), [name, entry]));
  const { run } = look;
  useEffect(() => run(undefined), [run]);
  if (receipt) {
    const close = (
      <Button kind="primary" onClick={onClose}>
        Close
      </Button>
    );
    return (
      <Dialog title="Taken back" onClose={onClose} actions={close}>
        <UndoneList changed={receipt.changed} over />
      </Dialog>
    );
  }
  const actions = (
    <>
      <Button onClick={onClose}>Keep it</Button>
      <Button
        kind="primary"
        busy={undo.busy}
        locked={locked ?? (preview ? undefined : "What it would change is not known yet.")}
        onClick={() => undo.run(undefined)}
      >
        Undo entry {entry.seq}
      </Button>
    </>
  );
  return (
    <Dialog title={`Undo entry ${entry.seq}?`} onClose={onClose} actions={actions}>
      <p>{undoSentence(entry)}</p>
      {preview ? <UndoneList changed={preview.changed} over={false} /> : !look.error && <Skeleton lines={3} />}
      {look.error && <Failure error={look.error} retry={() => run(undefined)} />}
      {undo.error && <Failure error={undo.error} />}
    </Dialog>
  );
}
