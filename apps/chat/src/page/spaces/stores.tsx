import type { ReactElement } from "react";
import type { StoreView } from "../../protocol/space.ts";
import { Badge } from "../design/badge.tsx";
import { formatCount } from "../design/count.ts";
import { DataTable } from "../design/data-table.tsx";
import { Panel } from "../design/panel.tsx";
import { Text } from "../design/text.tsx";

/** Where the records are searched, and how far each store has followed the journal. */
export function Stores({ stores, embedder }: { stores: readonly StoreView[]; embedder: string | undefined }): ReactElement {
  return (
    <Panel title="Stores" note={embedder === undefined ? "no embedder" : `embedded by ${embedder}`}>
      <DataTable label="Table of stores">
        <thead>
          <tr>
            <th scope="col">Store</th>
            <th scope="col">Searches</th>
            <th scope="col" data-number="">
              Behind
            </th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {stores.map(({ name, arms, behind, reason }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{arms.join(", ")}</td>
              <td data-number="">{formatCount(behind)}</td>
              <td>
                <Badge tone={behind > 0 || reason !== undefined ? "warn" : "good"}>
                  {behind > 0 ? "follows" : reason === undefined ? "in step" : "away"}
                </Badge>
                {reason !== undefined && (
                  <span className="faint">
                    {" "}
                    <Text>{reason}</Text>
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Panel>
  );
}
