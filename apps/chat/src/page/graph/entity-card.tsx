import type { ReactElement } from "react";
import type { EntityView, FactView } from "../../protocol/graph.ts";
import { Badge } from "../design/badge.tsx";
import { Button } from "../design/button.tsx";
import { counted } from "../design/count.ts";
import { Text } from "../design/text.tsx";
import { moveFocus } from "../record/move-focus.ts";
import { navigate, openRecord, useRoute } from "../route.ts";
import { FactLine } from "./fact-line.tsx";
import { PathForm } from "./path-form.tsx";
import "../record/record-line.css";

export interface EntityCardProps {
  readonly entity: EntityView;
  readonly facts: readonly FactView[];
  readonly holds: (fact: FactView) => boolean;
  readonly path: readonly FactView[];
  readonly onPath: (path: readonly FactView[]) => void;
  readonly onSelect: (entity: string | undefined) => void;
}

/** Somebody or something that was chosen: its names and all its facts, those that hold first. */
export function EntityCard({ entity, facts, holds, path, onPath, onSelect }: EntityCardProps): ReactElement {
  const { record: around } = useRoute();
  const { id, name, type, aliases } = entity;
  const own = facts.filter(({ subject, object }) => subject.id === id || object?.id === id);
  const sorted = own.toSorted((a, b) => Number(holds(b)) - Number(holds(a)));
  return (
    <section className="entity-card" aria-label={name}>
      <header>
        <h3>
          <Text>{name}</Text>
        </h3>
        {type !== undefined && (
          <Badge>
            <Text>{type}</Text>
          </Badge>
        )}
        <span className="faint">{counted(own.length, "fact")}</span>
        <Button small kind="quiet" className="end" onClick={() => onSelect(undefined)}>
          Close
        </Button>
      </header>
      {aliases.length > 0 && (
        <p className="faint">
          Also called <Text>{aliases.join(", ")}</Text>
        </p>
      )}
      <div className="entity-actions">
        {around !== id && (
          <Button small onClick={() => navigate({ tab: "graph", record: id })}>
            Show what is around it
          </Button>
        )}
        <Button small onClick={() => openRecord(id)}>
          Open the record
        </Button>
      </div>
      <ul className="fact-lines" onKeyDown={moveFocus}>
        {sorted.map((fact) => (
          <FactLine key={fact.id} fact={fact} holds={holds(fact)} />
        ))}
      </ul>
      <PathForm from={entity} path={path} onPath={onPath} />
    </section>
  );
}
