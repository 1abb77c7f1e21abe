import type { ReactElement } from "react";
import type { StoreView } from "../../protocol/space.ts";
import type { Tone } from "../design/badge.tsx";
import { formatCount } from "../design/count.ts";
import { DataTable } from "../design/data-table.tsx";
import { Panel } from "../design/panel.tsx";
import { Standing } from "../design/standing.tsx";

/** Where the records are searched, and how far each store has followed the journal. */
export function Stores({ stores, embedder }: { stores: readonly StoreView[]; embedder: string | undefined }): ReactElement {
  return (
    <Panel title="Stores" note={embedder === undefined ? "no embedder" : `embedded by ${embedder}`}>
      <DataTable label="Table of stores" columns={["Store", "Searches", { numbers: "Behind" }, "State"]}>
        {stores.map(({ name, arms, behind, reason }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{arms.join(", ")}</td>
            <td data-number="">{formatCount(behind)}</td>
            <td>
              <Standing {...standing(behind, reason)} reason={reason} />
            </td>
          </tr>
        ))}
      </DataTable>
    </Panel>
  );
}

function standing(behind: number, reason: string | undefined): { readonly tone: Tone; readonly word: string } {
  if (behind > 0) return { tone: "warn", word: "follows" };
  return reason === undefined ? { tone: "good", word: "in step" } : { tone: "warn", word: "away" };
}
