import { type ReactElement, type ReactNode, useEffect, useRef } from "react";
import type { RecordView } from "../../protocol/record.ts";
import { Button } from "../design/button.tsx";
import { Panel } from "../design/panel.tsx";
import { ResourceView } from "../design/resource.tsx";
import { Empty } from "../design/state.tsx";
import { Text } from "../design/text.tsx";
import { useMoment } from "../moment.ts";
import { closeRecord, focusOpener } from "../route.ts";
import { spacePath } from "../server/paths.ts";
import { useSpace } from "../server/space-context.ts";
import { journalGrew, useResource } from "../server/use-resource.ts";
import { OriginChain } from "./origin-chain.tsx";
import { RecordActions } from "./record-actions.tsx";
import { RecordDetails } from "./record-details.tsx";
import { RecordHistory } from "./record-history.tsx";
import { RecordText } from "./record-text.tsx";
import { VerdictButtons } from "./verdict-buttons.tsx";
import "./record-screen.css";

/** Everything about one record, over the tab from which it was opened. */
export function RecordScreen({ id }: { id: string }): ReactElement {
  const { name } = useSpace();
  const moment = useMoment();
  const story = useResource<RecordView>(spacePath(name, `records/${encodeURIComponent(id)}`, { at: moment?.seq }), journalGrew);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [id]);
  useEffect(() => focusOpener, []);
  return (
    <article
      className="record-screen"
      aria-labelledby="record-title"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        closeRecord();
      }}
    >
      <header>
        <Button small onClick={closeRecord}>
          <span aria-hidden="true">←</span> Back
        </Button>
        <h2 id="record-title" ref={heading} tabIndex={-1}>
          <Text>{titleOf(story.value)}</Text>
        </h2>
      </header>
      <ResourceView resource={story} lines={6}>
        {(view) => <Story id={id} view={view} />}
      </ResourceView>
    </article>
  );
}

function titleOf(view: RecordView | undefined): string {
  const record = view?.record;
  if (!record) return view === undefined ? "Record" : "A record that is gone";
  const kind = `${record.kind.slice(0, 1).toUpperCase()}${record.kind.slice(1)}`;
  return record.title === undefined ? kind : `${kind}: ${record.title}`;
}

function Story({ id, view }: { id: string; view: RecordView }): ReactNode {
  const { record, history, parents, derived } = view;
  return (
    <>
      {record ? (
        <>
          <RecordText record={record} />
          <VerdictButtons record={record} />
        </>
      ) : (
        <Gone erased={history.some(({ operation }) => operation === "erase")} />
      )}
      <RecordActions id={id} view={view} />
      <OriginChain record={record} parents={parents} derived={derived} />
      <Panel title="History" note={`${history.length === 1 ? "one entry" : `${history.length} entries`}, newest first`}>
        <RecordHistory entries={history} />
      </Panel>
      {record && <RecordDetails record={record} />}
    </>
  );
}

function Gone({ erased }: { erased: boolean }): ReactElement {
  return erased ? (
    <Empty title="Erased for good">Its text is in no store and no file any more; the journal keeps only that there was an entry.</Empty>
  ) : (
    <Empty title="Forgotten">It is not recalled and not shown. Undo its last entry to bring it back.</Empty>
  );
}
