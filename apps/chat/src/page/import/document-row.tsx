import type { ReactElement } from "react";
import type { DocumentView } from "../../protocol/import.ts";
import { Badge } from "../design/badge.tsx";
import { Button } from "../design/button.tsx";
import { counted } from "../design/count.ts";
import { Text } from "../design/text.tsx";
import { Time } from "../design/time.tsx";
import { useSpace } from "../server/space-context.ts";

export interface DocumentRowProps {
  readonly document: DocumentView;
  readonly busy: boolean;
  readonly onForget: () => void;
  readonly onErase: () => void;
}

/** One document, and the ways to be rid of it. */
export function DocumentRow({ document, busy, onForget, onErase }: DocumentRowProps): ReactElement {
  const { name: space, locked } = useSpace();
  const { name, title, chunks, pages, importedAt, complete, writable } = document;
  const elsewhere = document.space !== space;
  const reason = locked ?? (writable ? undefined : `It is in ${document.space}, which this space may only read`);
  return (
    <li className="document-row">
      <div className="import-name">
        <strong>
          <Text>{title}</Text>
        </strong>
        {!complete && <Badge tone="warn">not complete</Badge>}
        {elsewhere && (
          <Badge title="A space that this one mounts">
            <Text>{document.space}</Text>
          </Badge>
        )}
      </div>
      <p className="faint">
        <Text>{name}</Text> · {pages !== undefined && `${counted(pages, "page")} · `}
        {counted(chunks, "passage")} · <Time at={importedAt} />
        {!complete && " · import the same file again to complete it"}
      </p>
      <div className="document-actions">
        <Button small locked={reason} busy={busy} onClick={onForget}>
          Forget this document
        </Button>
        <Button small kind="quiet" locked={reason ?? (elsewhere ? `Open ${document.space} to erase it` : undefined)} onClick={onErase}>
          Erase for good…
        </Button>
      </div>
    </li>
  );
}
