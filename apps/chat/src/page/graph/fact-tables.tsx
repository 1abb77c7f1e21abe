import type { ReactElement } from "react";
import type { TrustLabel } from "@pagefile/core/contracts";
import type { EntityView, FactView } from "../../protocol/graph.ts";
import { TrustBadge } from "../design/badge.tsx";
import { DataTable } from "../design/data-table.tsx";
import { Panel } from "../design/panel.tsx";
import { Text } from "../design/text.tsx";
import { openRecord } from "../route.ts";
import { validityInWords } from "./validity-in-words.ts";

export interface FactTablesProps {
  readonly entities: readonly EntityView[];
  readonly degrees: ReadonlyMap<string, number>;
  readonly facts: readonly FactView[];
  readonly holds: (fact: FactView) => boolean;
  readonly onSelect: (entity: string) => void;
}

/** The same graph as text. */
export function FactTables({ entities, degrees, facts, holds, onSelect }: FactTablesProps): ReactElement {
  return (
    <>
      <Panel title="Entities">
        <DataTable label="Table of entities" columns={["Name", "Type", { numbers: "Facts" }]}>
          {entities.map(({ id, name, type }) => (
            <tr key={id}>
              <th scope="row">
                <button type="button" className="name-button" onClick={() => onSelect(id)}>
                  <Text>{name}</Text>
                </button>
              </th>
              <td>
                <Text>{type ?? ""}</Text>
              </td>
              <td data-number="">{degrees.get(id) ?? 0}</td>
            </tr>
          ))}
        </DataTable>
      </Panel>
      <Panel title="Facts">
        <DataTable label="Table of facts" columns={["Fact", "When", "Trust"]}>
          {facts.map((fact) => (
            <tr key={fact.id} data-closed={!holds(fact)}>
              <th scope="row">
                <button type="button" className="name-button" onClick={() => openRecord(fact.id)}>
                  <Text>{fact.text}</Text>
                </button>
              </th>
              <td>
                {validityInWords(fact)}
                {!holds(fact) && ", no longer holds"}
              </td>
              <td>
                <TrustBadge trust={fact.trust as TrustLabel} />
              </td>
            </tr>
          ))}
        </DataTable>
      </Panel>
    </>
  );
}
