import type { ReactElement } from "react";
import type { ServerEvent } from "../../protocol/events.ts";
import type { SpaceView } from "../../protocol/space.ts";
import { counted, formatBytes } from "../design/count.ts";
import { Panel } from "../design/panel.tsx";
import { ResourceView } from "../design/resource.tsx";
import { spacePath } from "../server/paths.ts";
import { useSpace } from "../server/space-context.ts";
import { useResource } from "../server/use-resource.ts";
import { Agreement } from "./agreement.tsx";
import { Counts } from "./counts.tsx";
import { EraseEverything } from "./erase-everything.tsx";
import { Mounts } from "./mounts.tsx";
import { OtherSpaces } from "./other-spaces.tsx";
import { StartSpace } from "./start-space.tsx";
import { Stores } from "./stores.tsx";
import "./spaces.css";

/** The space as a whole: what is in it, where that is kept, whether it agrees, and the ways to take it along or to end it. */
export default function SpacesScreen(): ReactElement {
  const { name } = useSpace();
  const space = useResource<SpaceView>(spacePath(name), spaceChanged);
  return (
    <div className="spaces">
      <ResourceView resource={space} lines={8}>
        {(view) => <Whole view={view} />}
      </ResourceView>
      <OtherSpaces />
      <StartSpace />
    </div>
  );
}

function Whole({ view }: { view: SpaceView }): ReactElement {
  const size = view.bytes === undefined ? "" : ` · ${formatBytes(view.bytes)}`;
  return (
    <>
      <Panel title={view.name} note={`${counted(view.head, "entry", "entries")}${size}`}>
        <Counts counts={view.counts} />
      </Panel>
      {view.mounts.length > 0 && <Mounts mounts={view.mounts} />}
      <Stores stores={view.stores} embedder={view.embedder} />
      <Agreement />
      <Panel title="Take it along, or end it">
        <div className="whole-actions">
          <a className="button" href={spacePath(view.name, "export")} download>
            Export everything
          </a>
          <EraseEverything />
        </div>
        <p className="faint">The export holds every record with its history, one line of JSON each; any Pagefile reads it back.</p>
      </Panel>
    </>
  );
}

/** Figures need not follow each entry: a turn, or a reason to think that much changed, is soon enough. */
function spaceChanged(event: ServerEvent): boolean {
  return event.type === "turn-finish" || event.type === "many" || event.type === "stores" || event.type === "import";
}
