import type { ReactElement } from "react";
import type { VerifyView } from "../../protocol/check.ts";
import { Badge } from "../design/badge.tsx";
import { counted, formatCount } from "../design/count.ts";
import { DataTable } from "../design/data-table.tsx";
import { Text } from "../design/text.tsx";

/** What a verification found, store by store. */
export function AgreementResult({ view: { sound, entries, records, hash, broken, stores, repaired } }: { view: VerifyView }): ReactElement {
  return (
    <div className="agreement-result">
      <p>
        <Badge tone={sound ? "good" : "bad"}>{sound ? "sound" : "not in step"}</Badge> {counted(records, "record")},{" "}
        {counted(entries, "entry", "entries")}
        {repaired !== undefined && `, ${formatCount(repaired)} mended`}
      </p>
      {broken ? (
        <p className="state" data-kind="failure">
          The chain is broken at entry {formatCount(broken.seq)}: {broken.reason}
        </p>
      ) : (
        <p className="faint">
          The chain holds to entry {formatCount(entries)}, hash <code>{hash.slice(0, 16)}…</code>
        </p>
      )}
      <DataTable
        label="What was compared"
        columns={["Store", { numbers: "Compared" }, { numbers: "Behind" }, { numbers: "Findings" }, { numbers: "Set aside" }]}
      >
        {stores.map(({ store, scanned, behind, findings, deadLetters, unavailable }) => (
          <tr key={store}>
            <th scope="row">
              {store}
              {unavailable !== undefined && (
                <span className="faint">
                  {" "}
                  does not answer: <Text>{unavailable}</Text>
                </span>
              )}
            </th>
            <td data-number="">{formatCount(scanned)}</td>
            <td data-number="">{formatCount(behind)}</td>
            <td data-number="">{formatCount(findings)}</td>
            <td data-number="">{formatCount(deadLetters)}</td>
          </tr>
        ))}
      </DataTable>
    </div>
  );
}
