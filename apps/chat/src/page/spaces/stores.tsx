import type { ReactElement } from "react";
import type { StoreView } from "../../protocol/space.ts";
import { Badge } from "../design/badge.tsx";
import { formatCount } from "../design/count.ts";
import { Panel } from "../design/panel.tsx";
import { Text } from "../design/text.tsx";
import "../design/data-table.css";

/** Where the records are searched, and how far each store has followed the journal. */
export function Stores({ stores, embedder }: { stores: readonly StoreView[]; embedder: string | undefined }): ReactElement {
  return (
    <Panel title="Stores" note={embedder === undefined ? "no embedder" : `embedded by ${embedder}`}>
      <div className="scrolled" tabIndex={0} role="group" aria-label="Table of stores">
        <table className="data-table">
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
        </table>
      </div>
    </Panel>
  );
}
