import { type ReactElement, useMemo } from "react";
import type { Places } from "./layout.ts";
import { radiusOf } from "./radius.ts";
import { typeColours } from "./type-colours.ts";
import type { VisibleGraph } from "./visible-graph.ts";
import { shortName, visibleNames } from "./visible-names.ts";

export interface DrawnEntitiesProps {
  readonly graph: VisibleGraph;
  readonly places: Places;
  readonly scale: number;
  readonly near: ReadonlySet<string> | undefined;
  readonly selected: string | undefined;
  readonly marked: ReadonlySet<string>;
}

export function DrawnEntities({ graph, places, scale, near, selected, marked }: DrawnEntitiesProps): ReactElement {
  const { entities, degrees } = graph;
  const colours = useMemo(() => typeColours(entities), [entities]);
  const named = useMemo(() => visibleNames(graph, places, scale), [graph, places, scale]);
  return (
    <g>
      {entities.map(({ id, name, type }) => {
        const place = places.get(id);
        if (!place) return undefined;
        const radius = radiusOf(degrees.get(id) ?? 0);
        const isNear = near?.has(id) ?? false;
        return (
          <g
            key={id}
            className="entity"
            data-id={id}
            data-selected={id === selected}
            data-dim={near !== undefined && !isNear}
            data-marked={marked.has(id)}
          >
            <circle
              className="node"
              cx={place.x}
              cy={place.y}
              r={radius}
              data-colour={type === undefined ? undefined : colours.get(type)}
            />
            {(isNear || (near === undefined && named.has(id))) && (
              <text className="name" x={place.x} y={place.y - radius - 4 / scale}>
                {shortName(name)}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}
