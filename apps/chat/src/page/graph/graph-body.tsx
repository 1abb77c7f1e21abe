import { type ReactElement, useMemo, useState } from "react";
import type { FactView, GraphView } from "../../protocol/graph.ts";
import { Button } from "../design/button.tsx";
import { counted, formatCount } from "../design/count.ts";
import { Stale } from "../design/state.tsx";
import { useShared } from "../shared-value.ts";
import { Drawing } from "./drawing.tsx";
import { EntityCard } from "./entity-card.tsx";
import { FactTables } from "./fact-tables.tsx";
import { graphForm, recalledIds } from "./graph-state.ts";
import { TypeLegend } from "./type-legend.tsx";
import { useLayout } from "./use-layout.ts";
import { ValiditySlider } from "./validity-slider.tsx";
import { hasBegun, holdsAt, turningPoints, visibleGraph } from "./visible-graph.ts";

/** A graph as it was read: drawn or listed, at a time of one's choice, with a card for what is selected. */
export function GraphBody({ view }: { view: GraphView }): ReactElement {
  const form = useShared(graphForm);
  const recalled = useShared(recalledIds);
  const [selected, setSelected] = useState(view.centre);
  const [path, setPath] = useState<readonly FactView[]>([]);
  const [time, setTime] = useState<number>();
  const points = useMemo(() => turningPoints(view.facts), [view]);
  const graph = useMemo(() => visibleGraph(view), [view]);
  const places = useLayout(graph);
  const facts = time === undefined ? view.facts : view.facts.filter((fact) => hasBegun(fact, time));
  const holds = (fact: FactView): boolean => (time === undefined ? !fact.closed : holdsAt(fact, time));
  const links = graph.links.filter(({ fact }) => time === undefined || hasBegun(fact, time));
  const marked = useMemo(() => new Set([...recalled, ...path.map(({ id }) => id)]), [recalled, path]);
  const entity = view.entities.find(({ id }) => id === selected);
  return (
    <>
      <div className="graph-line">
        <p className="faint">
          {counted(graph.entities.length, "entity", "entities")} · {counted(facts.length, "fact")}
        </p>
        <div className="choices" role="group" aria-label="Shown as">
          {(["drawing", "list"] as const).map((each) => (
            <Button key={each} small aria-pressed={form === each} onClick={() => graphForm.set(each)}>
              {each === "drawing" ? "Drawing" : "List"}
            </Button>
          ))}
        </div>
      </div>
      {(view.truncated || graph.entities.length < view.entities.length) && (
        <Stale>Only {formatCount(graph.entities.length)} entities are shown. Choose one to see what lies around it.</Stale>
      )}
      {form === "drawing" && (
        <>
          <Drawing graph={{ ...graph, links }} places={places} selected={selected} marked={marked} holds={holds} onSelect={setSelected} />
          <TypeLegend
            entities={graph.entities}
            dashed={links.some(({ fact }) => !holds(fact))}
            marked={links.some(({ fact }) => marked.has(fact.id))}
          />
        </>
      )}
      {points.length > 1 && <ValiditySlider points={points} time={time} onChange={setTime} />}
      {entity && (
        <EntityCard key={entity.id} entity={entity} facts={facts} holds={holds} path={path} onPath={setPath} onSelect={setSelected} />
      )}
      {form === "list" && (
        <FactTables entities={graph.entities} degrees={graph.degrees} facts={facts} holds={holds} onSelect={setSelected} />
      )}
    </>
  );
}
