import type { ReactElement } from "react";
import type { EntityView } from "../../protocol/graph.ts";
import { Text } from "../design/text.tsx";
import { typeColours } from "./type-colours.ts";
import "../design/legend.css";

export interface TypeLegendProps {
  readonly entities: readonly EntityView[];
  readonly dashed: boolean;
  readonly marked: boolean;
}

/** What colours, dashes and strong lines of the drawing mean. */
export function TypeLegend({ entities, dashed, marked }: TypeLegendProps): ReactElement {
  const colours = typeColours(entities);
  return (
    <ul className="legend type-legend" aria-label="Legend">
      {[...colours].map(([type, colour]) => (
        <li key={type}>
          <span className="swatch" data-colour={colour} aria-hidden="true" />
          <Text>{type}</Text>
        </li>
      ))}
      {entities.some(({ type }) => type === undefined || !colours.has(type)) && (
        <li>
          <span className="swatch" aria-hidden="true" />
          {colours.size === 0 ? "an entity" : "other"}
        </li>
      )}
      {dashed && (
        <li>
          <span className="stroke" data-dashed="" aria-hidden="true" />
          no longer holds
        </li>
      )}
      {marked && (
        <li>
          <span className="stroke" data-marked="" aria-hidden="true" />
          recalled, or on the path
        </li>
      )}
    </ul>
  );
}
