import { type ReactElement, useCallback, useEffect, useMemo, useState } from "react";
import type { DocumentsView, DocumentView } from "../../protocol/import.ts";
import type { ForgetReceipt } from "../../protocol/record.ts";
import { Button } from "../design/button.tsx";
import { Panel } from "../design/panel.tsx";
import { Empty, Failure, Offline, Skeleton } from "../design/state.tsx";
import { EraseDialog } from "../record/erase-dialog.tsx";
import { notice } from "../record/notice.ts";
import { undoRecord } from "../record/record-calls.ts";
import { call } from "../server/call.ts";
import { onServerEvent } from "../server/events.ts";
import { spacePath } from "../server/paths.ts";
import { useSpace } from "../server/space-context.ts";
import { useAction } from "../server/use-action.ts";
import { usePages } from "../server/use-pages.ts";
import { DocumentRow } from "./document-row.tsx";

/** What was imported, here and in the spaces that this one may read. */
export function Documents(): ReactElement {
  const { name } = useSpace();
  const { pages, error, loading, more, reload } = usePages<DocumentsView>(spacePath(name, "documents"));
  const [erasing, setErasing] = useState<DocumentView>();
  const request = useMemo(() => (erasing ? { document: erasing.document } : undefined), [erasing]);
  useEffect(
    () =>
      onServerEvent((event) => {
        if (event.type === "many" || (event.type === "import" && event.import.state === "done")) reload();
        if (event.type === "entry" && event.entry.collection === "documents") reload();
      }),
    [reload],
  );
  const forget = useAction(
    useCallback(
      async ({ document, title }: DocumentView) => {
        const { forgotten } = await call<ForgetReceipt>(spacePath(name, "documents/forget"), { method: "POST", body: { document } });
        reload();
        const [first] = forgotten;
        const undo = async (): Promise<void> => {
          if (first !== undefined) await undoRecord(name, first);
          reload();
        };
        notice.set({ text: `Forgotten: “${title}”, with its ${forgotten.length} records.`, ...(first === undefined ? {} : { undo }) });
      },
      [name, reload],
    ),
  );
  const documents = pages.flatMap(({ items }) => items);
  return (
    <Panel title="Documents" note="what can be answered from">
      {error && (error.status === 0 ? <Offline /> : <Failure error={error} retry={reload} />)}
      {forget.error && <Failure error={forget.error} />}
      {documents.length === 0 && loading && !error && <Skeleton />}
      {documents.length === 0 && !loading && !error && (
        <Empty title="No documents yet">Drop a file above: a manual, a letter, a paper.</Empty>
      )}
      <ul className="documents">
        {documents.map((document) => (
          <DocumentRow
            key={`${document.space} ${document.document}`}
            document={document}
            busy={forget.busy}
            onForget={() => forget.run(document)}
            onErase={() => setErasing(document)}
          />
        ))}
      </ul>
      {more && (
        <div>
          <Button small onClick={more}>
            Show more
          </Button>
        </div>
      )}
      {erasing && request && (
        <EraseDialog
          title={`Erase “${erasing.title}” for good?`}
          request={request}
          typed="erase"
          onClose={() => setErasing(undefined)}
          onErased={reload}
        />
      )}
    </Panel>
  );
}
