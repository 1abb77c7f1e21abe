import { type ReactElement, useCallback, useMemo, useState } from "react";
import type { RecordView } from "../../protocol/record.ts";
import { Button } from "../design/button.tsx";
import { Failure } from "../design/state.tsx";
import { navigate } from "../route.ts";
import { useSpace } from "../server/space-context.ts";
import { useAction } from "../server/use-action.ts";
import { EraseDialog } from "./erase-dialog.tsx";
import { forgetWithUndo } from "./forget-with-undo.ts";
import { recordText } from "./record-line.tsx";
import { UndoDialog } from "./undo-dialog.tsx";
import { useRecordLock } from "./use-record-lock.ts";

/** What one can do to a record as a whole. */
export function RecordActions({ id, view: { record, history } }: { id: string; view: RecordView }): ReactElement {
  const { name } = useSpace();
  const locked = useRecordLock(record);
  const [asking, setAsking] = useState<"undo" | "erase">();
  const request = useMemo(() => ({ ids: [id] }), [id]);
  const last = history.find(({ undoable }) => undoable);
  const erased = history[0]?.operation === "erase";
  const forget = useAction(
    useCallback(async () => {
      if (record) await forgetWithUndo(name, { id, text: recordText(record) });
    }, [name, id, record]),
  );
  return (
    <div className="record-actions">
      {last && (
        <Button small locked={locked} onClick={() => setAsking("undo")}>
          {record ? "Undo the last change…" : "Bring it back…"}
        </Button>
      )}
      {record && (
        <Button small locked={locked} busy={forget.busy} onClick={() => forget.run(undefined)}>
          Forget
        </Button>
      )}
      {record?.kind === "entity" && (
        <Button small onClick={() => navigate({ tab: "graph", record: id })}>
          Show in the graph
        </Button>
      )}
      {!erased && (
        <Button small kind="danger" locked={locked} onClick={() => setAsking("erase")}>
          Erase for good…
        </Button>
      )}
      {forget.error && <Failure error={forget.error} />}
      {asking === "undo" && last && <UndoDialog entry={last} onClose={() => setAsking(undefined)} />}
      {asking === "erase" && (
        <EraseDialog title="Erase this record for good?" request={request} typed="erase" onClose={() => setAsking(undefined)} />
      )}
    </div>
  );
}
