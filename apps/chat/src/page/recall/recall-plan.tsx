import type { ReactElement } from "react";
import type { ArmView } from "../../protocol/recall.ts";
import type { Tone } from "../design/badge.tsx";
import { formatCount } from "../design/count.ts";
import { DataTable } from "../design/data-table.tsx";
import { Panel } from "../design/panel.tsx";
import { Standing } from "../design/standing.tsx";

const states: Readonly<Record<ArmView["status"], { readonly tone: Tone; readonly word: string }>> = {
  searched: { tone: "good", word: "searched" },
  failed: { tone: "bad", word: "failed" },
  "timed-out": { tone: "warn", word: "too late" },
  absent: { tone: "plain", word: "not asked" },
};

/** How each arm did. */
export function RecallPlan({ searched }: { searched: readonly ArmView[] }): ReactElement {
  return (
    <Panel title="How it was searched">
      <DataTable label="Arms" columns={["Arm", "Store", { numbers: "Found" }, { numbers: "Time" }, { numbers: "Behind" }, "State"]}>
        {searched.map(({ arm, store, matches, ms, behind, status, reason }) => (
          <tr key={`${arm} ${store}`}>
            <th scope="row">{arm}</th>
            <td>{store}</td>
            <td data-number="">{formatCount(matches)}</td>
            <td data-number="">{Math.round(ms)} ms</td>
            <td data-number="">{formatCount(behind)}</td>
            <td>
              <Standing {...states[status]} reason={reason} />
            </td>
          </tr>
        ))}
      </DataTable>
    </Panel>
  );
}
