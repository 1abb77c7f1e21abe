import type { ReactElement } from "react";
import type { FactView } from "../../protocol/graph.ts";
import { seenText } from "../design/text.tsx";
import type { Places } from "./layout.ts";
import type { Link } from "./visible-graph.ts";

export interface DrawnLinksProps {
  readonly links: readonly Link[];
  readonly places: Places;
  readonly near: ReadonlySet<string> | undefined;
  readonly selected: string | undefined;
  readonly marked: ReadonlySet<string>;
  readonly holds: (fact: FactView) => boolean;
}

/** With so few, each can say what it is without lying over others. */
const mostNamed = 24;

export function DrawnLinks({ links, places, near, selected, marked, holds }: DrawnLinksProps): ReactElement {
  return (
    <g>
      {links.map(({ fact, from, to }) => {
        const [start, end] = [places.get(from), places.get(to)];
        if (!start || !end) return undefined;
        const touched = from === selected || to === selected;
        const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
        return (
          <g key={fact.id}>
            <line
              className="link"
              x1={start.x}
              y1={start.y}
              x2={end.x}
              y2={end.y}
              vectorEffect="non-scaling-stroke"
              data-closed={!holds(fact)}
              data-marked={marked.has(fact.id)}
              data-dim={near !== undefined && !touched && !marked.has(fact.id)}
            />
            {(touched || (near === undefined && links.length <= mostNamed)) && (
              <text className="predicate" x={middle.x} y={middle.y}>
                {seenText(fact.predicate).replaceAll("_", " ")}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}
