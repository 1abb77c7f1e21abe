import type { ReactElement } from "react";
import type { QueryView } from "../../protocol/tables.ts";
import { counted, formatCount } from "../design/count.ts";
import { Stale } from "../design/state.tsx";
import { Text } from "../design/text.tsx";
import { cellText } from "./cell-text.ts";

/** The rows that a query gave. */
export function QueryResult({ result: { columns, rows, total, truncated, ms } }: { result: QueryView }): ReactElement {
  return (
    <div className="query-result">
      <p className="faint" role="status">
        {counted(total, "row")} in {Math.round(ms)} ms
      </p>
      {truncated && (
        <Stale>
          Only the first {formatCount(rows.length)} of {formatCount(total)} rows are shown.
        </Stale>
      )}
      {rows.length > 0 && (
        <div className="row-frame" tabIndex={0} role="group" aria-label="Result of the query">
          <table className="rows">
            <thead>
              <tr>
                {columns.map((column, index) => (
                  <th key={index} scope="col" data-type={typeof rows[0]?.[index]}>
                    <Text>{column}</Text>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <tr key={index}>
                  {row.map((value, at) => (
                    <td key={at} data-type={typeof value}>
                      <Text>{cellText(value)}</Text>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  );
}
