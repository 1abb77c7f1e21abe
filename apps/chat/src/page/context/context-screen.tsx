import type { ReactElement } from "react";
import type { ContextView } from "../../protocol/context.ts";
import { ResourceView } from "../design/resource.tsx";
import { useMoment } from "../moment.ts";
import { spacePath } from "../server/paths.ts";
import { useSpace } from "../server/space-context.ts";
import { journalGrew, useResource } from "../server/use-resource.ts";
import { BlocksPanel } from "./blocks-panel.tsx";
import { PastContext } from "./past-context.tsx";
import { QueuePanel } from "./queue-panel.tsx";
import { SightPanel } from "./sight-panel.tsx";
import { SummaryPanel } from "./summary-panel.tsx";
import { WindowPanel } from "./window-panel.tsx";
import "./context.css";

/** The main memory of the model: how its window is filled, and with what, word for word. */
export default function ContextScreen(): ReactElement {
  const past = useMoment();
  return past ? <PastContext seq={past.seq} /> : <PresentContext />;
}

function PresentContext(): ReactElement {
  const { name } = useSpace();
  const context = useResource<ContextView>(spacePath(name, "context"), journalGrew);
  return (
    <ResourceView resource={context} lines={8}>
      {(view) => (
        <>
          <WindowPanel view={view} />
          <BlocksPanel blocks={view.blocks} />
          <SummaryPanel parts={view.parts} />
          <QueuePanel parts={view.parts} />
          <SightPanel parts={view.parts} />
        </>
      )}
    </ResourceView>
  );
}
