import { type ReactElement, useMemo, useState } from "react";
import type { GraphView } from "../../protocol/graph.ts";
import type { ServerEvent } from "../../protocol/events.ts";
import { Button } from "../design/button.tsx";
import { ResourceView } from "../design/resource.tsx";
import { Empty } from "../design/state.tsx";
import { useMoment } from "../moment.ts";
import { navigate, useRoute } from "../route.ts";
import { spacePath } from "../server/paths.ts";
import { useSpace } from "../server/space-context.ts";
import { useResource } from "../server/use-resource.ts";
import { EntitySearch } from "./entity-search.tsx";
import { GraphBody } from "./graph-body.tsx";
import { mostEntities } from "./visible-graph.ts";
import "../design/choices.css";
import "./graph.css";

/** Who and what is known, and how it hangs together; with an entity in the route, what lies around it. */
export default function GraphScreen(): ReactElement {
  const { name } = useSpace();
  const { record: around } = useRoute();
  const moment = useMoment();
  const [hops, setHops] = useState(1);
  const path = spacePath(name, "graph", { around, hops: around === undefined ? undefined : hops, at: moment?.seq, limit: mostEntities });
  const graph = useResource<GraphView>(path, knowledgeGrew);
  const names = useMemo(() => graph.value?.entities.map((entity) => entity.name) ?? [], [graph.value]);
  return (
    <div className="graph">
      <div className="graph-head">
        <EntitySearch names={names} around={around} />
        {around !== undefined && (
          <div className="choices" role="group" aria-label="How far around it">
            <span aria-hidden="true">Around</span>
            {[1, 2, 3].map((count) => (
              <Button key={count} small aria-pressed={hops === count} onClick={() => setHops(count)}>
                {count === 1 ? "1 step" : `${count} steps`}
              </Button>
            ))}
          </div>
        )}
      </div>
      {graph.error?.status === 404 ? (
        <Empty title="Nobody and nothing of that name" action={<Button onClick={() => navigate({ tab: "graph" })}>Show everything</Button>}>
          Names and aliases are looked up as they were written.
        </Empty>
      ) : (
        <ResourceView resource={graph} lines={8}>
          {(view) => (view.entities.length === 0 ? <NoFacts past={moment !== undefined} /> : <GraphBody key={around ?? ""} view={view} />)}
        </ResourceView>
      )}
    </div>
  );
}

function NoFacts({ past }: { past: boolean }): ReactElement {
  if (past) return <Empty title="Nothing was known then">Go back to now, or to a later entry of the timeline.</Empty>;
  return (
    <Empty title="No facts yet">
      Facts appear when the agent notes who is who and what belongs to whom: tell it “my sister Ana lives in Porto”, and both stand here,
      with what joins them.
    </Empty>
  );
}

function knowledgeGrew(event: ServerEvent): boolean {
  if (event.type === "entry") return event.entry.kind === "fact" || event.entry.kind === "entity";
  return event.type === "many" || event.type === "turn-finish";
}
