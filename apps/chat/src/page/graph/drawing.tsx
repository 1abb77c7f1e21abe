import { type ReactElement, useMemo } from "react";
import type { FactView } from "../../protocol/graph.ts";
import { Button } from "../design/button.tsx";
import { counted } from "../design/count.ts";
import { DrawnEntities } from "./drawn-entities.tsx";
import { DrawnLinks } from "./drawn-links.tsx";
import type { Places } from "./layout.ts";
import { useViewport } from "./use-viewport.ts";
import { neighbourhood, type VisibleGraph } from "./visible-graph.ts";

export interface DrawingProps {
  readonly graph: VisibleGraph;
  readonly places: Places | undefined;
  readonly selected: string | undefined;
  /** Ids of facts and entities to point out. */
  readonly marked: ReadonlySet<string>;
  readonly holds: (fact: FactView) => boolean;
  readonly onSelect: (entity: string | undefined) => void;
}

/** A picture of the graph for the eye and the pointer. What it says can be read, and reached by key, in the list beside it. */
export function Drawing({ graph, places, selected, marked, holds, onSelect }: DrawingProps): ReactElement {
  const { frame, view, grab, zoomBy, fitAll, moved } = useViewport(places);
  const near = useMemo(() => (selected === undefined ? undefined : neighbourhood(graph.links, selected)), [graph.links, selected]);
  const at = useMemo(() => (places === undefined ? undefined : new Map([...places, ...moved])), [places, moved]);
  const label = `Graph of ${counted(graph.entities.length, "entity", "entities")} and ${counted(graph.links.length, "fact")}; the list shows the same as text`;
  return (
    <div className="drawing">
      <svg ref={frame} role="img" aria-label={label} onPointerDown={(event) => grab(event, onSelect)}>
        {at && view && (
          <g transform={`translate(${view.x} ${view.y}) scale(${view.scale})`}>
            <g fontSize={11 / view.scale} strokeWidth={3 / view.scale}>
              <DrawnLinks links={graph.links} places={at} near={near} selected={selected} marked={marked} holds={holds} />
              <DrawnEntities graph={graph} places={at} scale={view.scale} near={near} selected={selected} marked={marked} />
            </g>
          </g>
        )}
      </svg>
      {!at && <p className="settling faint">Laying out…</p>}
      <div className="zoom" role="group" aria-label="Zoom" title="Ctrl and the wheel, or a pinch, zoom too">
        <Button small aria-label="Closer" onClick={() => zoomBy(1.4)}>
          +
        </Button>
        <Button small aria-label="Farther" onClick={() => zoomBy(1 / 1.4)}>
          −
        </Button>
        <Button small onClick={fitAll}>
          Fit
        </Button>
      </div>
    </div>
  );
}
