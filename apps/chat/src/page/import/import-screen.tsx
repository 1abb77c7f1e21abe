import { type ReactElement, useCallback, useEffect, useState } from "react";
import type { ImportsView, ImportView } from "../../protocol/import.ts";
import { Panel } from "../design/panel.tsx";
import { ResourceView } from "../design/resource.tsx";
import { Failure } from "../design/state.tsx";
import { call } from "../server/call.ts";
import { onServerEvent } from "../server/events.ts";
import { spacePath } from "../server/paths.ts";
import { useSpace } from "../server/space-context.ts";
import { useAction } from "../server/use-action.ts";
import { useResource } from "../server/use-resource.ts";
import { Documents } from "./documents.tsx";
import { DropZone } from "./drop-zone.tsx";
import { ImportRow } from "./import-row.tsx";
import { withImport } from "./import-progress.ts";
import { sendFiles } from "./send-files.ts";
import "./import.css";

/** Files become memory: what is being read, what was read, and the way to forget a document. */
export default function ImportScreen(): ReactElement {
  const { name } = useSpace();
  const known = useResource<ImportsView>(spacePath(name, "imports"));
  return (
    <div className="import">
      <ResourceView resource={known}>{(view) => <Imports key={name} view={view} />}</ResourceView>
      <Documents />
    </div>
  );
}

function Imports({ view }: { view: ImportsView }): ReactElement {
  const { name, locked } = useSpace();
  const [imports, setImports] = useState<readonly ImportView[]>(() => view.imports.toReversed());
  const heard = useCallback((next: ImportView) => setImports((before) => withImport(before, next)), []);
  useEffect(
    () =>
      onServerEvent((event) => {
        if (event.type === "import") heard(event.import);
        if (event.type === "hello") event.imports.forEach(heard);
      }),
    [heard],
  );
  const send = useAction(useCallback((files: readonly File[]) => sendFiles(name, { files, limits: view, heard }), [name, view, heard]));
  const cancel = useAction(
    useCallback((id: string) => call<undefined>(spacePath(name, `imports/${encodeURIComponent(id)}`), { method: "DELETE" }), [name]),
  );
  return (
    <>
      <DropZone formats={view.formats} maxBytes={view.maxBytes} locked={locked} busy={send.busy} onFiles={send.run} />
      {send.error && <Failure error={send.error} />}
      {cancel.error && <Failure error={cancel.error} />}
      {imports.length > 0 && (
        <Panel title="Files">
          <ul className="imports">
            {imports.map((each) => (
              <ImportRow key={each.id} view={each} onCancel={() => cancel.run(each.id)} />
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}
